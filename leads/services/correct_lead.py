"""Someone corrects a lead."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leads.enrichment.chain import enrich
from leads.enrichment.selectors.records import (
    enrichment_off,
    follows,
    found_records,
    kept_records,
)
from leads.fields.catalogue import LEAD, LEAD_FIELDS
from leads.fields.context import Lists
from leads.identity.person import person_keys
from leads.intake.normalise import Reading, read_lead
from leads.locks import lock_lead
from leads.models import Lead, LeadState
from leads.selectors.catalogue import lists
from leads.selectors.qualification import qualification
from leads.services.company_keys import change_company_keys
from leads.services.count_names import count_names
from leads.services.lead_rows import columns_of, unread_of
from leads.services.person_key_owners import change_person_keys
from leads.services.set_stage import move_by_stage, tell_moved
from leads.services.tell_corrected import tell_corrected
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible


@transaction.atomic
def correct_lead(
    *,
    lead_id: UUID,
    changes: Mapping[str, Any],
    actor: Actor,
    strict: bool = False,
    found_by: Mapping[str, str] | None = None,
) -> Lead:
    """Replace the given fields (null clears one), and what follows from them: stage, place, account.

    A field that cannot be read stays as it was, and what was sent is kept in `unread`; with `strict`, nothing
    is changed then. A lead in review or nurture waits for routing again if routing knows what changed; offers
    that were made keep their terms. `found_by` names the source of a field that nobody sent. Raises NotFound,
    InvalidInput naming every wrong field, and NotPossible (`lead_closed`) for an erased lead or a duplicate.
    """
    lead = lock_lead(lead_id)
    if lead.state in (LeadState.ERASED, LeadState.DUPLICATE):
        raise NotPossible(_("This lead is closed and cannot be changed."), code="lead_closed")
    reading, by = _corrected(lead, changes, strict), qualification()
    enriched = enrich(reading.lead, off=enrichment_off())
    columns = columns_of(enriched.lead, by) | {
        "unread": _unread(lead, changes, reading),
        "enrichment": [
            *kept_records(lead, changes),
            *found_records(reading.lead, found_by or {}),
            *enriched.records,
        ],
    }
    changed = [name for name, value in columns.items() if getattr(lead, name) != value]
    person = person_keys(lead)
    for name in changed:
        setattr(lead, name, columns[name])
    if not change_person_keys(lead, person):
        message = _("Another lead has this ID.")
        raise InvalidInput([FieldError("external_id", "taken", message)])
    if "company_keys" in changed:
        change_company_keys(lead)
    if changed:
        sent = {name: kept for name, kept in lead.unread.items() if name in changes}
        count_names([Lead(unread=sent)])
        event = move_by_stage(lead, by, changed)
        _store(lead, [name for name in LEAD_FIELDS if name in changed], actor)
        tell_moved([(lead, event)], actor)
    return lead


def _corrected(lead: Lead, changes: Mapping[str, Any], strict: bool) -> Reading:
    """The lead with the changes that can be read."""
    known, before = _lists(changes), _as_input(lead, changes)
    reading = read_lead({**before, **changes}, known)
    reading.require(strict=strict)
    wrong = {name for name in changes if name in reading.unread and not reading.lead.values.get(name)}
    if not wrong:
        return reading
    sent = {name: value for name, value in changes.items() if name not in wrong}
    again = read_lead({**before, **sent}, known)
    again.unread |= {name: reading.unread[name] for name in wrong}
    return again


def _unread(lead: Lead, changes: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """What is still unread: earlier values leave with a correction of their field."""
    kept = {name: value for name, value in lead.unread.items() if name not in changes}
    return kept | unread_of(reading)


def _lists(changes: Mapping[str, Any]) -> Lists:
    """Only what is sent is compared with the vendor's lists: an entry may have left them since."""
    known = lists()
    return Lists(
        products=known.products if "products" in changes else None,
        industries=known.industries if "industry" in changes else None,
    )


def _as_input(lead: Lead, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The lead's fields without what was filled in: that is filled in anew from the corrected fields."""
    fields = {name: getattr(lead, name) for name in LEAD_FIELDS}
    for record in follows(lead):
        if record["field"] not in changes and fields[record["field"]] == record["value"]:
            fields[record["field"]] = LEAD[record["field"]].absent
    return fields


def _store(lead: Lead, changed: list[str], actor: Actor) -> None:
    lead.changed_at = clock.now()
    lead.save()
    tell_corrected([(lead, changed)], actor)
