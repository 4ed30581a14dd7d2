"""A lead turns out to be none."""

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext

from leads.models import Lead, LeadState
from leads.models.lead import CLOSED_STATES
from leads.services.timeline import Happening, record
from prm import clock
from prm.actors import Actor
from prm.errors import InvalidInput, NotPossible
from routing.locks import lock_desk, lock_lead, lock_offer
from routing.models import LIVE_STATES, Offer
from routing.services.pay_back import pay_back
from routing.services.refusals import unknown
from routing.services.withdraw_offer import take_back

End = Literal["duplicate", "spam"]


def end_lead(*, lead_id: UUID, actor: Actor, end: End, duplicate_of_id: UUID | None = None) -> Lead:
    """Close a lead as a duplicate or as spam; a live offer is withdrawn and its turn paid back.

    Spam ends as `lost`. Raises InvalidInput, NotFound, or NotPossible (`lead_closed`).
    """
    if end not in ("duplicate", "spam"):
        raise InvalidInput([unknown("end", ("duplicate", "spam"))])
    lock_desk()
    lead, now = lock_lead(lead_id), clock.now()
    if lead.state in CLOSED_STATES:
        raise NotPossible(gettext("This lead has ended."), code="lead_closed")
    for offer_id in Offer.objects.filter(lead=lead, state__in=LIVE_STATES).values_list("id", flat=True):
        offer = lock_offer(offer_id)
        take_back(offer, lead, actor=actor, reason=end)
        pay_back(offer, end, now)
    lead.state = LeadState.DUPLICATE if end == "duplicate" else LeadState.LOST
    lead.review_reason, lead.review_since_at = "", None
    lead.duplicate_of_id, lead.closed_at, lead.changed_at = duplicate_of_id, now, now
    lead.save()
    record([Happening(lead.id, f"lead.{end}", actor=actor, at=now)])
    return lead
