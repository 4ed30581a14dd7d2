"""Someone corrects a lead."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leads.intake.normalise import LEAD_FIELDS
from leads.locks import lock_lead
from leads.models import Lead, LeadState
from leads.selectors.catalogue import Catalogue, catalogue
from leads.services.lead_rows import admitted, fill
from leads.services.timeline import Happening, record
from prm import clock
from prm.actors import Actor
from prm.cleaning.geocode import locate
from prm.errors import NotPossible
from prm.outbox.announce import Announcement, announce

_ADDRESS = ("country", "region", "city", "postal_code")


@transaction.atomic
def correct_lead(*, lead_id: UUID, changes: Mapping[str, Any], actor: Actor) -> Lead:
    """Replace the given fields (null clears one), and what follows from them: stage, place, account.

    The lead stays in its state, and offers that were made keep their terms. Raises NotFound, InvalidInput
    naming every wrong field, and NotPossible (`lead_closed`) for an erased lead or a duplicate.
    """
    lead = lock_lead(lead_id)
    if lead.state in (LeadState.ERASED, LeadState.DUPLICATE):
        raise NotPossible(_("This lead is closed and stays as it is."), code="lead_closed")
    before = {name: getattr(lead, name) for name in LEAD_FIELDS}
    fill(lead, admitted({**_as_input(lead, changes), **changes}, _known(changes)))
    changed = [name for name in LEAD_FIELDS if getattr(lead, name) != before[name]]
    if changed:
        _store(lead, changed, actor)
    return lead


def _known(changes: Mapping[str, Any]) -> Catalogue:
    """Only what is sent is checked against the catalogue: an entry may have left it since."""
    known = catalogue()
    return Catalogue(
        products=known.products if "products" in changes else None,
        industries=known.industries if "industry" in changes else None,
    )


def _as_input(lead: Lead, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The lead's fields; coordinates and a region that followed from an address leave with that address."""
    fields = {name: getattr(lead, name) for name in LEAD_FIELDS}
    if not any(name in changes for name in _ADDRESS):
        return fields
    place = locate(lead.country, lead.region, lead.city, lead.postal_code)
    if place is not None and (lead.latitude, lead.longitude) == (place.latitude, place.longitude):
        fields["latitude"] = fields["longitude"] = None
    if any(name in changes for name in ("country", "postal_code")):
        without = locate(lead.country, "", lead.city, lead.postal_code)
        fields["region"] = "" if without is not None and without.region == lead.region else lead.region
    return fields


def _store(lead: Lead, changed: list[str], actor: Actor) -> None:
    lead.changed_at = clock.now()
    lead.save()
    [event_id] = record([Happening(lead.id, "lead.corrected", actor, detail={"fields": changed})])
    announce(
        [
            Announcement(
                event="lead.corrected",
                key=f"lead.corrected:{event_id}",
                lead_id=lead.id,
                payload={"lead": {"id": lead.id, "external_id": lead.external_id}, "fields": changed},
            )
        ]
    )
