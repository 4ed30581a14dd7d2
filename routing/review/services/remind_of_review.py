"""The reminder to look over the policy."""

from uuid import UUID

from prm.platform import clock
from prm.platform.outbox.tell import tell
from prm.platform.tenants.scope import vendor_scope
from routing.events.policies import PolicyReviewDue
from routing.locks import lock_routing
from routing.models import RoutingLock
from routing.policies.selectors.policy import published_row
from routing.policies.services.publish import REVIEW_EVERY
from routing.review.selectors.review_facts import review_facts


def remind_of_review(*, vendor_id: UUID) -> bool:
    """Tell the vendor's managers that the policy is due for a review, and what has changed meanwhile.

    Once each time it falls due: the next is 90 days on. Opens a scope of its own; safe to run twice.
    """
    with vendor_scope(vendor_id):
        today = clock.now().date()
        if not RoutingLock.objects.filter(review_due_on__lte=today).exists():
            return False
        routing_lock, published = lock_routing(), published_row()
        if published is None or routing_lock.review_due_on is None or routing_lock.review_due_on > today:
            return False
        facts = review_facts(published)
        tell([PolicyReviewDue(version=published, due_on=routing_lock.review_due_on, changed=facts.words)])
        routing_lock.review_due_on = today + REVIEW_EVERY
        routing_lock.save(update_fields=["review_due_on"])
        return True
