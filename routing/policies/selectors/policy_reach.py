"""Whom a policy reaches today: rules that nobody can serve, pools that overlap, weights of zero."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext, ngettext

from prm.platform.cleaning.subdivisions import places_of
from routing.batches.selectors.routing_inputs import ProductFacts
from routing.engine import (
    BY_CODE,
    Contest,
    LeadFacts,
    PartnerTable,
    Pool,
    Problem,
    Router,
    RoutingState,
    Rule,
    Version,
)
from routing.engine.decision import count_reasons
from routing.engine.methods import METHODS
from routing.engine.partner_table import Flags
from routing.engine.reasons import BIT
from routing.policies.selectors.guard_reach import guard_reach
from routing.policies.selectors.policy_names import pool_title

Members = Mapping[str, Flags]
MOST_NAMED: Final = 5
FILTERED: Final = BIT["not_in_pool"] | BIT["tier"] | BIT["certification"] | BIT["specialisation"]
NEEDS: Final = {
    "territory": ("country", "region", "postal_code"),
    "language": ("languages",),
    "industry": ("industry",),
}
LIST_FIELDS: Final = ("products", "languages", "product_categories", "required_certifications")


def reach_problems(
    version: Version, partner_table: PartnerTable, products: Mapping[str, ProductFacts], now: datetime
) -> list[Problem]:
    """Warnings about this version with these partners."""
    members = _members(version, partner_table, now)
    router = Router(version, partner_table)
    return [
        *_rules_without_partners(version, partner_table, products, now),
        *_pools_without_weight(version, partner_table, members),
        *_overlapping_pools(version, members),
        *(p for key, pool in version.pools.items() for p in guard_reach(router, pool, members[key], now)),
        *_unreachable(partner_table),
    ]


def _rules_without_partners(
    version: Version, partner_table: PartnerTable, products: Mapping[str, ProductFacts], now: datetime
) -> Iterator[Problem]:
    for rule in version.rules:
        if rule.then != "route" or rule.pool is None:
            continue
        lead = typical_lead(version.document["rules"][rule.index], products, now)
        contests = _contests(version, rule, lead, partner_table, now)
        if not any(len(contest.eligible) for contest in contests):
            yield Problem(
                f"rules.{rule.index}",
                "no_eligible_partner",
                _nobody_words(contests[0], len(partner_table)),
                "warning",
            )


def _contests(
    version: Version, rule: Rule, lead: LeadFacts, partner_table: PartnerTable, now: datetime
) -> list[Contest]:
    """The contests in the rule's pool and its fallbacks, asking only for what the rule says of its leads."""
    asked = {key: _without_unknown(pool, lead) for key, pool in version.pools.items()}
    trial = replace(version, pools=asked)
    router, routing_state = Router(trial, partner_table), RoutingState.build(partner_table)
    contests, key = [], rule.pool
    while key is not None:
        contests.append(router.contest(asked[key], lead, routing_state, now))
        key = asked[key].fallback
    return contests


def _without_unknown(pool: Pool, lead: LeadFacts) -> Pool:
    """The pool without requirements on what the rule leaves open."""
    unknown = {word for word, fields in NEEDS.items() if not any(getattr(lead, name) for name in fields)}
    return replace(pool, require=pool.require - unknown)


def _nobody_words(contest: Contest, partners: int) -> str:
    counts = sorted(count_reasons(contest.reasons()).items(), key=lambda item: -item[1])
    reasons = "; ".join(f"{gettext(BY_CODE[code].vendor_words)}: {count}" for code, count in counts[:4])
    words = gettext("No partner could take such a lead today (%(partners)s partners: %(reasons)s).")
    return words % {"partners": partners, "reasons": reasons or "–"}


def typical_lead(rule: Mapping[str, Any], products: Mapping[str, ProductFacts], now: datetime) -> LeadFacts:
    """A lead with the facts that a rule's conditions plainly ask for, and no others."""
    facts: dict[str, Any] = {}
    for leaf in _asked(rule.get("when", {})):
        _note(facts, leaf)
    wanted = [products[slug] for slug in facts.get("products", ()) if slug in products]
    asked = {slug for product in wanted for slug in product.certifications}
    facts["required_certifications"] = tuple(sorted(asked | set(facts.get("required_certifications", ()))))
    places = places_of(facts.get("country", ""), facts.get("region", ""))
    return LeadFacts(id="typical", received_at=now, places=places, **facts)


def _asked(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Comparisons that must hold: those under `all`, and the first of each `any`."""
    if "field" in tree:
        yield tree
    for part in tree.get("all", ()):
        yield from _asked(part)
    for part in tree.get("any", ())[:1]:
        yield from _asked(part)


def _note(facts: dict[str, Any], leaf: Mapping[str, Any]) -> None:
    field, op, value = leaf["field"], leaf["op"], leaf["value"]
    if field in LIST_FIELDS and op in ("includes", "in"):
        values = value if isinstance(value, list) else [value]
        facts[field] = (*facts.get(field, ()), *(values if op == "includes" else values[:1]))
    elif field in ("country", "region", "industry", "postal_code") and op in ("eq", "in", "starts_with"):
        facts[field] = value[0] if isinstance(value, list) else value


def _pools_without_weight(
    version: Version, partner_table: PartnerTable, members: Members
) -> Iterator[Problem]:
    idle = partner_table.routable & (partner_table.weight == 0)
    for key, pool in version.pools.items():
        count = int(np.count_nonzero(members[key] & idle))
        if count and METHODS[pool.method].weighs:
            words = gettext("%(count)s partners of this pool have a weight of zero and never get a lead.")
            yield Problem(f"pools.{key}", "weight_zero", words % {"count": count}, "warning")


def _unreachable(partner_table: PartnerTable) -> Iterator[Problem]:
    silent = np.flatnonzero(partner_table.routable & ~partner_table.can_hear)
    if len(silent):
        names = sorted(partner_table.partners[place].name for place in silent.tolist())
        words = ngettext(
            "%(count)s active partner has no member, key or e-mail address to hear of an offer, "
            "and gets none: %(names)s. Invite somebody, or enter an e-mail address.",
            "%(count)s active partners have no member, key or e-mail address to hear of an offer, "
            "and get none: %(names)s. Invite somebody, or enter an e-mail address.",
            len(names),
        )
        shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        words %= {"count": len(names), "names": shown}
        yield Problem("pools", "unreachable_partners", words, "warning")


def _overlapping_pools(version: Version, members: Members) -> Iterator[Problem]:
    """Pools that share partners, other than a pool and its fallback: each keeps turns of its own. Once."""
    linked = {frozenset((key, pool.fallback)) for key, pool in version.pools.items()}
    pairs = (pair for pair in combinations(members, 2) if frozenset(pair) not in linked)
    shared = [pair for pair in pairs if bool((members[pair[0]] & members[pair[1]]).any())]
    if shared:
        names = ", ".join(pool_title(key) for key in dict.fromkeys(key for pair in shared for key in pair))
        words = gettext(
            "These pools share partners: %(pools)s. Each pool counts shares separately, so "
            "a partner in two pools has a share in each."
        )
        yield Problem("pools", "overlapping_pools", words % {"pools": names}, "warning")


def _members(version: Version, partner_table: PartnerTable, now: datetime) -> Members:
    """Whom each pool's filter lets in; being away or inactive today makes nobody a stranger to it."""
    router = Router(version, partner_table)
    scenes = {key: router.scene(pool, now) for key, pool in version.pools.items()}
    return {key: np.equal(scene.base & FILTERED, 0, dtype=np.bool_) for key, scene in scenes.items()}
