"""A person takes a lead out of the queue to decide about it."""

from uuid import UUID

from django.utils.translation import gettext

from leads.locks import lock_lead
from leads.models import Lead, LeadState
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from routing.review.services.hold_for_review import hold_for_review


def send_to_review(*, lead_id: UUID, actor: Actor, reason: str = "by_hand") -> Lead:
    """A waiting or nurtured lead goes into review; for one that is offered, see `withdraw_offer`.

    `reason` is a code. Raises NotFound, or NotPossible (`not_waiting`).
    """
    lead = lock_lead(lead_id)
    if lead.state not in (LeadState.NEW, LeadState.NURTURE):
        raise NotPossible(
            gettext("This lead is with a partner, in review already, or has ended."), code="not_waiting"
        )
    hold_for_review([lead], reason=reason, now=clock.now(), actor=actor)
    return lead
