"""What a vendor needs before its first lead can be routed."""

from typing import Any

from leads.models import DeclineReason
from prm.platform import clock
from prm.platform.actors import SYSTEM, Actor
from routing.locks import lock_routing
from routing.models import PolicyState, PolicyVersion

FIRST_POLICY: dict[str, Any] = {
    "rules": [{"name": "Everything", "then": "route", "pool": "everyone"}],
    "pools": {"everyone": {"partners": {}, "require": ["territory"], "method": "weighted"}},
    "sla": {
        "accept_within": "24h",
        "warn_after": "24h",
        "revoke_after": "48h",
        "max_offers": 5,
        "clock": "wall",
    },
}

DECLINE_REASONS = (
    ("no-capacity", "No capacity"),
    ("wrong-territory", "Outside our territory"),
    ("wrong-product", "Not a product we sell"),
    ("known-account", "We already know this account"),
    ("not-qualified", "Not qualified"),
    ("too-small", "Too small for us"),
    ("other", "Other"),
)


def start_vendor(*, actor: Actor = SYSTEM) -> PolicyVersion:
    """Make the routing lock, a first policy and the usual reasons to decline, each unless it is there.
    Safe twice."""
    lock_routing()
    DeclineReason.objects.bulk_create(
        (
            DeclineReason(slug=slug, name=name, position=position)
            for position, (slug, name) in enumerate(DECLINE_REASONS)
        ),
        ignore_conflicts=True,
    )
    published = PolicyVersion.objects.filter(state=PolicyState.PUBLISHED).first()
    return published or _publish_first(actor)


def _publish_first(actor: Actor) -> PolicyVersion:
    """Everything goes, by weight, to the partners in whose territory it lies."""
    newest = PolicyVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return PolicyVersion.objects.create(
        number=newest + 1,
        state=PolicyState.PUBLISHED,
        document=FIRST_POLICY,
        created_by_id=actor.user_id,
        published_by_id=actor.user_id,
        published_at=clock.now(),
    )
