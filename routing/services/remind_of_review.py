"""The reminder to look over the policy."""

from uuid import UUID

from prm import clock
from prm.outbox.announce import Announcement, announce
from prm.tenants.scope import vendor_scope
from routing.locks import lock_desk
from routing.models import RoutingDesk
from routing.selectors.policy import published_row
from routing.selectors.review_facts import review_facts
from routing.services.policies.publish import REVIEW_EVERY


def remind_of_review(*, vendor_id: UUID) -> bool:
    """Tell the vendor's managers that the policy is due for a review, and what has changed meanwhile.

    Once each time it falls due: the next is 90 days on. Opens a scope of its own; safe to run twice.
    """
    with vendor_scope(vendor_id):
        today = clock.now().date()
        if not RoutingDesk.objects.filter(review_due_on__lte=today).exists():
            return False
        desk, published = lock_desk(), published_row()
        if published is None or desk.review_due_on is None or desk.review_due_on > today:
            return False
        facts = review_facts(published)
        announce(
            [
                Announcement(
                    event="policy.review_due",
                    key=f"policy.review_due:{desk.review_due_on.isoformat()}",
                    payload={
                        "policy": {"version": published.number, "note": published.note},
                        "changed": facts.words,
                    },
                )
            ]
        )
        desk.review_due_on = today + REVIEW_EVERY
        desk.save(update_fields=["review_due_on"])
        return True
