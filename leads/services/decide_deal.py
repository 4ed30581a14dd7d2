"""The vendor answers a deal registration."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from leads.events.deals import AboutDeal, DealApproved, DealExpired, DealRefused
from leads.locks import lock_claims, lock_deal
from leads.models import DealRegistration, DealState
from leads.selectors.claims import claims_met, company_of
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.outbox.tell import tell

USUAL_PROTECTION = timedelta(days=90)
LONGEST_PROTECTION = timedelta(days=3660)


@transaction.atomic
def approve_deal(*, deal_id: UUID, actor: Actor, protected_until_on: date | None = None) -> DealRegistration:
    """Protect the account for the partner, through that day (90 days on, when none is given).

    Raises NotFound, InvalidInput, and NotPossible: `already_decided`, or `conflict` while another partner's
    claim on the account is protected.
    """
    today = clock.now().date()
    until = protected_until_on or today + USUAL_PROTECTION
    if not today <= until <= today + LONGEST_PROTECTION:
        message = gettext("Choose a date between today and ten years from now.")
        raise InvalidInput([FieldError("protected_until_on", "out_of_range", message)])
    lock_claims()
    deal = _open_deal(deal_id)
    if claims_met([company_of(deal)], today, besides=deal.partner_id)[0]:
        raise NotPossible(gettext("Another partner's claim on this account is protected."), code="conflict")
    deal.protected_until_on = until
    return _decided(deal, DealState.APPROVED, actor, DealApproved)


@transaction.atomic
def refuse_deal(*, deal_id: UUID, actor: Actor, reason: str) -> DealRegistration:
    """Say no; the partner reads the reason.

    Raises InvalidInput without a reason, NotFound, NotPossible (`already_decided`).
    """
    words = reason.strip()[:500]
    if not words:
        raise InvalidInput([FieldError("reason", "required", gettext("Say why. The partner reads it."))])
    deal = _open_deal(deal_id)
    deal.decision_note = words
    return _decided(deal, DealState.REFUSED, actor, DealRefused)


@transaction.atomic
def expire_deals() -> int:
    """End the protection of claims whose last day has passed; how many. Safe to run twice and at once."""
    today = clock.now().date()
    over = DealRegistration.objects.filter(state=DealState.APPROVED, protected_until_on__lt=today)
    locked = [lock_deal(deal_id) for deal_id in over.order_by("id").values_list("id", flat=True)]
    ended = [deal for deal in locked if _is_over(deal, today)]
    DealRegistration.objects.filter(id__in=[deal.id for deal in ended]).update(state=DealState.EXPIRED)
    for deal in ended:
        deal.state = DealState.EXPIRED
    tell(DealExpired(deal=deal) for deal in ended)
    return len(ended)


def _is_over(deal: DealRegistration, today: date) -> bool:
    """Asked again under the lock: the state or the day may have changed since the row was found."""
    until = deal.protected_until_on
    return deal.state == DealState.APPROVED and until is not None and until < today


def _open_deal(deal_id: UUID) -> DealRegistration:
    deal = lock_deal(deal_id)
    if deal.state != DealState.REGISTERED:
        raise NotPossible(gettext("This registration has been decided already."), code="already_decided")
    return deal


def _decided(
    deal: DealRegistration, state: DealState, actor: Actor, event: type[AboutDeal]
) -> DealRegistration:
    deal.state, deal.decided_at, deal.decided_by_id = state, clock.now(), actor.user_id
    deal.save()
    tell([event(deal=deal)])
    return deal
