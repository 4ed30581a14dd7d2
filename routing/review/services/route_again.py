"""A person sends a lead back to the rules."""

from uuid import UUID

from django.utils.translation import gettext

from leads.events.leads import LeadRoutedAgain
from leads.locks import lock_lead
from leads.models import Lead, LeadState
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from prm.platform.outbox.tell import tell
from routing.offers.services.end_offers import send_back


def route_again(*, lead_id: UUID, actor: Actor) -> Lead:
    """A lead in review or nurture waits again, its offers counted anew; former holders stay excluded.

    Raises NotFound, or NotPossible (`not_waiting`) for a lead that is offered, held or ended.
    """
    lead, now = lock_lead(lead_id), clock.now()
    if lead.state not in (LeadState.REVIEW, LeadState.NURTURE, LeadState.NEW):
        raise NotPossible(gettext("This lead is with a partner or has ended."), code="not_waiting")
    lead.offers_made = 0
    send_back([lead], now)
    tell([LeadRoutedAgain(lead=lead, actor=actor)])
    return lead
