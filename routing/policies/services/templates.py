"""Policies to begin with, made for the vendor's own tiers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
UPPER_SHARES: Final = (60, 25, 15)


@dataclass(frozen=True)
class Template:
    """A policy to begin with: what it is called, what it does, and how it is made from the tiers."""

    title: Promise
    words: Promise
    build: Callable[[Sequence[Tier]], Document]
    asks_for_tiers: bool = False


def draft_from_template(*, name: str, actor: Actor) -> PolicyVersion:
    """Store a draft made from a template, with the times of the published version.

    Raises InvalidInput for a template that does not exist, NotPossible (`no_tiers`) without tiers.
    """
    template = TEMPLATES.get(name)
    if template is None:
        raise InvalidInput([FieldError("template", "unknown", gettext("There is no such template."))])
    tiers = list(Tier.objects.order_by("rank", "slug"))
    if template.asks_for_tiers and not tiers:
        raise NotPossible(gettext("Create your tiers first. This template needs them."), code="no_tiers")
    published = published_row()
    times: Mapping[str, Any] = published.document.get("sla", TIMES) if published else TIMES
    note = gettext("From a template: %(title)s") % {"title": template.title}
    return create_draft(actor=actor, document={**template.build(tiers), "sla": dict(times)}, note=note)


def by_tier(tiers: Sequence[Tier]) -> Document:
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
    }


def round_robin(tiers: Sequence[Tier]) -> Document:
    """Everybody whose territory it is, in turn."""
    return _one_pool({"partners": {}, "require": ["territory"], "method": "round_robin"})


def geographic(tiers: Sequence[Tier]) -> Document:
    """The closest-fitting territory first; where nobody has one, a person decides."""
    return _one_pool({"partners": {}, "require": ["territory"], "method": "territory"})


def tiered(tiers: Sequence[Tier]) -> Document:
    """60 of 100 leads for the highest tier, 25 for the next, 15 for the third; the others as a fallback."""
    shares = {tier.slug: share for tier, share in zip(tiers, UPPER_SHARES, strict=False)}
    pool = {"partners": {}, "require": ["territory"], "method": "tiered", "fallback": "others"}
    pool |= {"shares": _of_hundred(shares), "tier_order": list(shares)}
    document = _one_pool(pool)
    document["pools"]["others"] = {"partners": {}, "require": ["territory"], "method": "weighted"}
    return document


def performance(tiers: Sequence[Tier]) -> Document:
    """Shares by win rate and first action, with a floor for newcomers."""
    settings = {"floor_share": 0.2, "window_days": 30}
    return _one_pool(
        {"partners": {}, "require": ["territory"], "method": "performance", "performance": settings}
    )


TEMPLATES: Final[Mapping[str, Template]] = {
    "round_robin": Template(
        _("Round robin"),
        _("Partners take turns, each the same share, among those whose territory the lead lies in."),
        round_robin,
    ),
    "geographic": Template(
        _("Geographic"),
        _("The closest-fitting territory comes first: a postal code before a state before a country."),
        geographic,
    ),
    "tiered": Template(
        _("Tiered 60 / 25 / 15"),
        _("Your highest tier gets 60 of 100 leads, the next 25, the third 15; by weight within a tier."),
        tiered,
        asks_for_tiers=True,
    ),
    "performance": Template(
        _("Performance"),
        _("Who wins more and answers sooner gets more; newcomers keep a floor of a fifth of an even share."),
        performance,
    ),
    "by_tier": Template(
        _("By kind of lead"),
        _(
            "Qualified leads with a confirmed budget to the upper tiers, the mid-market to the last but one, "
            "early inquiries to the last."
        ),
        by_tier,
        asks_for_tiers=True,
    ),
}


def _one_pool(pool: Document) -> Document:
    rule = {"name": gettext("Every lead"), "then": "route", "pool": "everyone"}
    return {"rules": [rule], "pools": {"everyone": pool}}


def _of_hundred(shares: Mapping[str, int]) -> dict[str, float]:
    """Shares of fewer tiers than three made to add up to a hundred."""
    total = sum(shares.values())
    rounded = {slug: round(100 * share / total) for slug, share in shares.items()}
    first = next(iter(rounded))
    return {**rounded, first: rounded[first] + 100 - sum(rounded.values())}


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
