"""Policies to begin with, made for the vendor's own tiers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext

from partners.models import Tier
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from routing.models import PolicyVersion
from routing.policies.selectors.policy import published_row
from routing.policies.services.create_draft import create_draft

Document = dict[str, Any]
TIMES: Final = {
    "accept_within": "24h", "warn_after": "24h", "revoke_after": "48h", "max_offers": 5, "clock": "wall",
}  # fmt: skip


def draft_from_template(*, name: str, actor: Actor) -> PolicyVersion:
    """Store a draft made from a template, with the times of the published version.

    Raises InvalidInput for a template that does not exist, NotPossible (`no_tiers`) without tiers.
    """
    build = TEMPLATES.get(name)
    if build is None:
        raise InvalidInput([FieldError("template", "unknown", gettext("There is no such template."))])
    tiers = list(Tier.objects.order_by("rank", "slug"))
    if not tiers:
        raise NotPossible(gettext("Make your tiers first: the template is about them."), code="no_tiers")
    published = published_row()
    times: Mapping[str, Any] = published.document.get("sla", TIMES) if published else TIMES
    return create_draft(actor=actor, document=build(tiers, times), note=gettext("From a template: by tier"))


def by_tier(tiers: Sequence[Tier], times: Mapping[str, Any]) -> Document:
    """Upper tiers get confirmed budgets, the last but one the mid-market, the last all early inquiries."""
    upper, middle, lower = _groups(tiers)
    return {
        "rules": [
            {
                "name": gettext("Qualified, with a confirmed budget"),
                "when": {
                    "all": [
                        {"field": "stage", "op": "in", "value": ["mql", "sql"]},
                        {"field": "budget_confirmed", "op": "eq", "value": True},
                    ]
                },
                "then": "route",
                "pool": "upper",
            },
            {
                "name": gettext("Mid-market"),
                "when": {
                    "any": [
                        {"field": "employees", "op": "between", "value": [50, 999]},
                        {"field": "estimated_value", "op": "gte", "value": 25_000},
                    ]
                },
                "then": "route",
                "pool": "middle",
            },
            {"name": gettext("Early inquiries"), "then": "route", "pool": "lower"},
        ],
        "pools": {
            "upper": _pool(upper, "middle"),
            "middle": _pool(middle, "lower"),
            "lower": _pool(lower, "everyone"),
            "everyone": {"partners": {}, "require": ["territory"], "method": "weighted"},
        },
        "sla": dict(times),
    }


TEMPLATES: Final[Mapping[str, Callable[[Sequence[Tier], Mapping[str, Any]], Document]]] = {"by_tier": by_tier}


def _groups(tiers: Sequence[Tier]) -> tuple[list[str], list[str], list[str]]:
    """The upper tiers, the last but one and the last; with fewer than three, some stand in twice."""
    slugs = [tier.slug for tier in tiers]
    return slugs[:-2] or slugs[:1], slugs[-2:-1] or slugs, slugs[-1:]


def _pool(tiers: list[str], fallback: str) -> Document:
    return {
        "partners": {"tiers": tiers},
        "require": ["territory"],
        "method": "weighted",
        "fallback": fallback,
    }
