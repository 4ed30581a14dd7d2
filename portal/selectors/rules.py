"""The policy in force in words that a partner may read: no other partner is named in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from prm import formats
from routing.engine import METHODS, SlaTerms
from routing.engine.model.kinds import AnyOf
from routing.engine.model.setting import read, settings_of
from routing.engine.pool import Filter
from routing.engine.requirements import REQUIREMENTS
from routing.engine.rule import OUTCOMES
from routing.policies.selectors.policy import published_row
from routing.policies.selectors.policy_names import PolicyNames
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
    terms, names = read(SlaTerms, document.get("sla", {})), PolicyNames()
    return PolicyWords(
        number=row.number,
        rules=[rule_words(rule, names) for rule in document.get("rules", [])],
        pools=[pool_words(name, pool, names) for name, pool in document.get("pools", {}).items()],
        accept_within=formats.duration(terms.accept_within),
        revoke_after=formats.duration(terms.revoke_after),
    )


def rule_words(rule: Mapping[str, Any], names: PolicyNames) -> RuleWords:
    """One rule."""
    then = str(rule.get("then", ""))
    return RuleWords(
        name=str(rule.get("name", "")),
        when=condition_words(rule.get("when"), names),
        then=_(OUTCOMES[then].partner_words) if then in OUTCOMES else then,
        pool=names.of("pools", rule.get("pool", "")),
    )


def pool_words(name: str, pool: Mapping[str, Any], names: PolicyNames) -> PoolWords:
    """One group. Lists of single partners are not shown, only that it is by invitation."""
    partners = pool.get("partners", {})
    parts = [
        ", ".join(names.of(each.kind.of, value) for value in partners[each.name])
        for each in settings_of(Filter)
        if isinstance(each.kind, AnyOf) and each.kind.of != "partners" and partners.get(each.name)
    ]
    is_open = not any(partners.values())
    members = "; ".join(parts) or (_("All partners") if is_open else _("Partners the vendor has chosen"))
    asks = [_(REQUIREMENTS[each].partner_words) for each in pool.get("require", ()) if each in REQUIREMENTS]
    shares = pool.get("shares") or {}
    total = sum(shares.values()) or 1
    largest_first = sorted(shares.items(), key=lambda share: -share[1])
    method = METHODS.get(str(pool.get("method")))
    return PoolWords(
        name=names.of("pools", name),
        members=members,
        asks=asks,
        how=_(method.partner_words) if method else "",
        shares=[
            (names.of("tiers", tier), formats.number(part / total, "#,##0%")) for tier, part in largest_first
        ],
    )
