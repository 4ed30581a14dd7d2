"""Somebody says which entry of the vendor's lists a name means."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leads.fields.context import Lists
from leads.models import Alias
from leads.models.alias import ListedField
from leads.selectors.catalogue import lists
from leads.selectors.unknown_names import LONGEST, folded
from leads.services.read_again import lock_waiting, read_again
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound


@transaction.atomic
def add_name(*, field: str, text: str, slug: str, actor: Actor) -> Alias:
    """A name for an entry, whether a lead has used it or not; one that was counted keeps its count.

    Raises InvalidInput: no such field or entry, or a name that the list has itself.
    """
    name = folded(text[:LONGEST])
    if not name:
        raise InvalidInput([FieldError("text", "invalid", _("Send the name that leads use."))])
    if (_entries(field, lists()) or {}).get(name) not in (None, slug):
        raise InvalidInput([FieldError("text", "exists", _("Your list has an entry of this name."))])
    row, _made = Alias.objects.get_or_create(
        field=field, folded=name, defaults={"text": text.strip()[:LONGEST]}
    )
    return map_name(alias_id=row.id, slug=slug, actor=actor)


@transaction.atomic
def map_name(*, alias_id: UUID, slug: str, actor: Actor) -> Alias:
    """Later leads that use the name mean this entry, and leads that nobody has yet are read again.

    "" takes the mapping back, for later leads. Raises NotFound, InvalidInput for an entry that is not listed.
    """
    field = Alias.objects.filter(pk=alias_id).values_list("field", flat=True).first()
    waiting = lock_waiting(field) if field and slug else []  # leads are locked before names, everywhere
    row = Alias.objects.select_for_update(no_key=True).filter(pk=alias_id).first()
    if row is None:
        raise NotFound(_("There is no such name."))
    entries: Mapping[str, str] = _entries(row.field, lists()) or {}
    if slug and slug not in entries.values():
        raise InvalidInput([FieldError("slug", "unknown", _("This entry is not on your list."))])
    row.slug = slug
    row.save(update_fields=["slug"])
    read_again(waiting, row.field, row.folded, actor)
    return row


def _entries(field: str, known: Lists) -> Mapping[str, str] | None:
    if field not in ListedField.values:
        raise InvalidInput([FieldError("field", "invalid", _("Send industry or products."))])
    return known.industries if field == ListedField.INDUSTRY else known.products
