"""Giving a partner a territory, and taking one from it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Partner, Territory
from prm.platform import clock
from prm.platform.errors import FieldError, InvalidInput, NotFound


@transaction.atomic
def add_territory(*, partner_id: UUID, fields: Mapping[str, Any]) -> Territory:
    """A territory of a partner; one that it has already is given back. Raises InvalidInput."""
    if not Partner.objects.filter(pk=partner_id).update(updated_at=clock.now()):
        raise InvalidInput([FieldError("partner", "unknown", _("There is no such partner."))])
    return Territory.objects.get_or_create(partner_id=partner_id, **fields)[0]


@transaction.atomic
def remove_territory(*, territory_id: UUID) -> None:
    """Raises NotFound."""
    territory = Territory.objects.filter(pk=territory_id).first()
    if territory is None:
        raise NotFound(_("There is no such territory."))
    Partner.objects.filter(pk=territory.partner_id).update(updated_at=clock.now())
    territory.delete()
