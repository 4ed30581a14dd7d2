"""Giving a turn back."""

from datetime import datetime

from routing.batches.services.settle_credits import change_credits
from routing.engine import Decision, PartnerTable
from routing.engine.credit_changes import change_after
from routing.models import Offer


def pay_back(offer: Offer, end: str, now: datetime) -> None:
    """Undo the credit an offer moved, where its end was nobody's turn (`routing.engine.credit_changes`).

    The caller holds the routing lock and ends the offer in the same transaction, so that it happens once.
    """
    if offer.decision_id is None or offer.is_manual:
        return
    changes = change_after(decision_of(offer), end, decline_counts=offer.decline_counts)
    change_credits(offer.pool, changes, now)
    if changes:
        Offer.objects.filter(id=offer.id).update(turn_paid_back=True)


def decision_of(offer: Offer) -> Decision:
    """The engine's decision behind an offer that has one."""
    row = offer.decision
    return Decision.decode(bytes(row.body), PartnerTable.restore(bytes(row.batch.partner_table.body)))
