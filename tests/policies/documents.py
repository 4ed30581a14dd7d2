"""Policy documents for tests."""

from copy import deepcopy
from typing import Any

SIMPLE: dict[str, Any] = {
    "rules": [
        {
            "name": "Large",
            "when": {"all": [{"field": "estimated_value", "op": "gte", "value": 50000}]},
            "then": "route",
            "pool": "strong",
        },
        {"name": "Everything else", "then": "route", "pool": "everyone"},
    ],
    "pools": {
        "strong": {"partners": {"tiers": ["gold"]}, "method": "weighted", "fallback": "everyone"},
        "everyone": {"partners": {}, "require": ["territory"], "method": "round_robin"},
    },
    "sla": {
        "accept_within": "24h",
        "warn_after": "24h",
        "revoke_after": "48h",
        "max_offers": 5,
        "clock": "wall",
    },
}


def simple(**changes: Any) -> dict[str, Any]:
    """A fresh copy to change."""
    return deepcopy(SIMPLE) | changes
