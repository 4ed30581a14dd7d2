"""A lead is over for whoever has it: it ended, or a person asked to be forgotten."""

from leads.models import Lead
from prm.platform import clock
from prm.platform.actors import Actor
from routing.batches.services.pay_back import pay_back
from routing.locks import lock_offer
from routing.models import LIVE_STATES, Offer
from routing.offers.services.withdraw_offer import take_back


def withdraw_live_offers(lead: Lead, *, actor: Actor, told: str, paid_back_as: str) -> None:
    """Take a lead's live offers back and pay back their turns.

    The caller holds the lead and the routing lock. `told` is the reason that partners hear;
    `paid_back_as` the end by which the rules of credit judge it.
    """
    for offer_id in Offer.objects.filter(lead=lead, state__in=LIVE_STATES).values_list("id", flat=True):
        offer = lock_offer(offer_id)
        take_back(offer, lead, actor=actor, told=told)
        pay_back(offer, paid_back_as, clock.now())
