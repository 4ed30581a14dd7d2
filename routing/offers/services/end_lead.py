"""A lead ends without a partner's doing: lost, a duplicate, or spam."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.utils.translation import gettext

from leads.locks import lock_lead
from leads.models import Lead, LeadState
from leads.models.lead import CLOSED_STATES
from leads.services.keep_reason import keep_reason
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import InvalidInput, NotPossible
from prm.platform.outbox.catalogue import Event
from prm.platform.outbox.tell import tell
from routing.events.endings import LeadDropped, LeadIsDuplicate, LeadIsSpam
from routing.locks import lock_routing
from routing.offers.services.refusals import unknown
from routing.offers.services.withdraw_live_offers import withdraw_live_offers

End = Literal["lost", "duplicate", "spam"]
ENDS: Final = ("lost", "duplicate", "spam")
PAID_BACK_AS: Final = {"lost": "withdrawn", "duplicate": "duplicate", "spam": "spam"}


def end_lead(
    *, lead_id: UUID, actor: Actor, end: End, reason: str = "", duplicate_of_id: UUID | None = None
) -> Lead:
    """Close a lead: no longer of interest, a duplicate, or spam (which ends as `lost`).

    A live offer is withdrawn and its turn paid back. The reason is kept for the timeline.
    Raises InvalidInput, NotFound, or NotPossible (`lead_closed`).
    """
    if end not in ENDS:
        raise InvalidInput([unknown("end", ENDS)])
    lock_routing()
    lead, now = lock_lead(lead_id), clock.now()
    if lead.state in CLOSED_STATES:
        raise NotPossible(gettext("This lead has ended."), code="lead_closed")
    withdraw_live_offers(lead, actor=actor, told=end, paid_back_as=PAID_BACK_AS[end])
    _close(lead, end, duplicate_of_id, now)
    detail = keep_reason(lead_id=lead.id, actor=actor, reason=reason)
    tell(_events(lead, actor, end, reason or end, detail))
    return lead


def _events(lead: Lead, actor: Actor, end: End, reason: str, detail: dict[str, str]) -> list[Event]:
    """A duplicate is on the timeline only; spam is sent as lost."""
    at = lead.closed_at or clock.now()
    why: dict[End, Event] = {
        "duplicate": LeadIsDuplicate(lead=lead, actor=actor, detail=detail),
        "spam": LeadIsSpam(lead=lead, actor=actor, detail=detail),
    }
    told = {"reason": reason}
    lost = LeadDropped(lead=lead, at=at, actor=actor, detail=detail, told=told, is_on_timeline=end == "lost")
    return [*([why[end]] if end in why else []), *([lost] if end != "duplicate" else [])]


def _close(lead: Lead, end: End, duplicate_of_id: UUID | None, now: datetime) -> None:
    lead.state = LeadState.DUPLICATE if end == "duplicate" else LeadState.LOST
    lead.review_reason, lead.review_since_at = "", None
    lead.duplicate_of_id, lead.closed_at, lead.changed_at = duplicate_of_id, now, now
    lead.save()
