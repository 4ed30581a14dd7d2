"""The policy in force in words that a partner may read: no other partner is named in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.words import HOW_CHOSEN, REQUIRED, THEN
from prm import formats
from routing.engine.durations import parse_duration
from routing.policies.selectors.policy import published_row
from routing.policies.selectors.policy_words import condition_words


@dataclass(frozen=True)
class RuleWords:
    """One rule, in its order."""

    name: str
    when: str
    then: str
    pool: str


@dataclass(frozen=True)
class PoolWords:
    """One group of partners: who is in it, what a lead asks of them, how it chooses."""

    name: str
    members: str
    asks: list[str]
    how: str
    shares: list[tuple[str, str]]


@dataclass(frozen=True)
class PolicyWords:
    """The whole policy."""

    number: int
    rules: list[RuleWords]
    pools: list[PoolWords]
    accept_within: str
    revoke_after: str


def policy_in_words() -> PolicyWords | None:
    """The published version; None before the first."""
    row = published_row()
    if row is None:
        return None
    document: Mapping[str, Any] = row.document
    terms = document.get("sla", {})
    return PolicyWords(
        number=row.number,
        rules=[rule_words(rule) for rule in document.get("rules", [])],
        pools=[pool_words(name, pool) for name, pool in document.get("pools", {}).items()],
        accept_within=duration_words(terms.get("accept_within", "24h")),
        revoke_after=duration_words(terms.get("revoke_after", "48h")),
    )


def rule_words(rule: Mapping[str, Any]) -> RuleWords:
    """One rule."""
    then = str(rule.get("then", ""))
    words = str(THEN.get(then, then))
    return RuleWords(
        name=str(rule.get("name", "")),
        when=condition_words(rule.get("when")),
        then=words,
        pool=title(str(rule.get("pool", ""))),
    )


def pool_words(name: str, pool: Mapping[str, Any]) -> PoolWords:
    """One group. Lists of single partners are not shown, only that it is by invitation."""
    partners = pool.get("partners", {})
    parts = [
        ", ".join(title(str(value)) for value in partners[key])
        for key in ("tiers", "certifications", "specialisations")
        if partners.get(key)
    ]
    is_open = not any(partners.values())
    members = "; ".join(parts) or (_("All partners") if is_open else _("Partners the vendor has chosen"))
    asks = [str(REQUIRED.get(each, title(str(each)))) for each in pool.get("require", [])]
    shares = pool.get("shares") or {}
    total = sum(shares.values()) or 1
    largest_first = sorted(shares.items(), key=lambda share: -share[1])
    return PoolWords(
        name=title(name),
        members=members,
        asks=asks,
        how=str(HOW_CHOSEN.get(str(pool.get("method")), "")),
        shares=[(title(tier), formats.number(part / total, "#,##0%")) for tier, part in largest_first],
    )


def duration_words(text: str) -> str:
    """ "24h" as "24 hours"."""
    return formats.duration(parse_duration(text))


def title(slug: str) -> str:
    """A slug as a name."""
    return slug.replace("-", " ").replace("_", " ").capitalize()
