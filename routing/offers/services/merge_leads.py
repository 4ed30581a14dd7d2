"""Two leads are about one person: one of them is merged into the other, and can be separated again."""

from uuid import UUID

from django.utils.translation import gettext

from leads.events.leads import LeadMerged, LeadUnmerged
from leads.identity.person import person_keys
from leads.locks import lock_lead
from leads.models import Lead, LeadState
from leads.services.person_key_owners import give_person_keys
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound, NotPossible
from prm.platform.outbox.tell import tell
from routing.locks import lock_routing
from routing.offers.services.end_lead import end_lead
from routing.offers.services.end_offers import send_back

GONE = (LeadState.DUPLICATE, LeadState.ERASED)


def merge_lead(*, lead_id: UUID, into_id: UUID, actor: Actor, reason: str = "") -> Lead:
    """End a lead as a duplicate of another, which later posts about its person join from now on; the other.

    A live offer of the merged lead is withdrawn and its turn paid back; the other lead keeps its state.
    Raises InvalidInput (`into`), NotFound, or NotPossible (`lead_closed`).
    """
    if lead_id == into_id:
        raise _wrong_target(gettext("A lead cannot be merged into itself."))
    lock_routing()
    for each in sorted((lead_id, into_id)):
        _locked(each, into_id)
    kept = lock_lead(into_id)
    if kept.state in GONE:
        raise _wrong_target(gettext("That lead is a duplicate itself, or erased."))
    merged = end_lead(lead_id=lead_id, actor=actor, end="duplicate", reason=reason, duplicate_of_id=into_id)
    Lead.objects.filter(duplicate_of=merged).update(duplicate_of=kept)
    give_person_keys(person_keys(merged), kept)
    tell([LeadMerged(lead=kept, actor=actor, detail={"lead_id": str(merged.id)})])
    return kept


def unmerge_lead(*, lead_id: UUID, actor: Actor) -> Lead:
    """Separate a merged lead: it waits to be routed again; who had it before stays excluded.

    Keys that both leads have stay with the one it was merged into. Raises NotFound, or NotPossible
    (`not_merged`).
    """
    lead = lock_lead(lead_id)
    kept = lead.duplicate_of
    if lead.state != LeadState.DUPLICATE or kept is None:
        raise NotPossible(gettext("This lead is not merged into another."), code="not_merged")
    lead.duplicate_of, lead.closed_at = None, None
    lead.save(update_fields=["duplicate_of", "closed_at"])
    send_back([lead], clock.now())
    shared = set(person_keys(kept))
    give_person_keys([key for key in person_keys(lead) if key not in shared], lead)
    tell(
        [
            LeadUnmerged(lead=lead, actor=actor, detail={"lead_id": str(kept.id)}),
            LeadUnmerged(lead=kept, actor=actor, detail={"lead_id": str(lead.id)}),
        ]
    )
    return lead


def _locked(lead_id: UUID, into_id: UUID) -> Lead:
    try:
        return lock_lead(lead_id)
    except NotFound as missing:
        if lead_id == into_id:
            raise _wrong_target(gettext("There is no such lead.")) from missing
        raise


def _wrong_target(message: str) -> InvalidInput:
    return InvalidInput([FieldError("into", "invalid", message)])
