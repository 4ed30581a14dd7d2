"""From a policy document to a compiled version. The document has been validated before."""

from collections.abc import Mapping
from typing import Any

from routing.engine.decision import SlaTerms
from routing.engine.durations import parse_duration
from routing.engine.match import Matcher
from routing.engine.version import (
    Escalation,
    Factor,
    Filter,
    Limits,
    Nearest,
    Performance,
    Pool,
    Probation,
    Rule,
    Version,
)

Document = Mapping[str, Any]
SLA_DURATIONS = ("accept_within", "warn_after", "revoke_after")
FACTOR_CAPS = {"training": 1.0, "mdf": 1.0, "extra_certifications": 5.0}


def compile_policy(document: Document, *, number: int) -> Version:
    """The version that `decide` runs; `number` names it in decisions and shown pages.

    Give it a document without problems (`validate_document`): here a wrong one raises
    KeyError or ValueError without saying where.
    """
    pools = {key: compile_pool(key, pool, document) for key, pool in document["pools"].items()}
    rules = tuple(_rule(index, rule) for index, rule in enumerate(document["rules"]))
    default = SlaTerms(**_sla(document.get("sla", {})))
    return Version(
        number=number,
        rules=rules,
        pools=pools,
        sla=default,
        escalate=_escalation(document),
        matcher=Matcher([(rule["name"], rule.get("when")) for rule in document["rules"]]),
        document=document,
        terms=_terms(default, rules, pools),
    )


def compile_pool(key: str, pool: Document, document: Document) -> Pool:
    """One pool; settings the document gives for every pool fill what this one leaves out."""
    partners = pool.get("partners") or {}
    caps = pool.get("caps", {})
    claim = pool.get("claim") or pool.get("broadcast") or {}
    cooldown = pool.get("cooldown", document.get("cooldown"))
    return Pool(
        key=key,
        method=pool["method"],
        filter=_filter(partners),
        require=frozenset(pool.get("require", ())),
        prefer=tuple(pool.get("prefer", ())),
        shares=tuple(sorted((tier, float(share)) for tier, share in pool.get("shares", {}).items())),
        tier_order=tuple(pool.get("tier_order", ())),
        nearest=_nearest(pool.get("nearest", {})),
        performance=Performance(**pool.get("performance", {})),
        points=tuple(sorted(pool.get("best_match", {}).get("points", {}).items())),
        invite=claim.get("invite", 3 if pool["method"] in ("claim", "broadcast") else 1),
        limits=_limits(caps, claim.get("per_day"), pool.get("probation")),
        max_per_account=pool.get("max_per_account"),
        factors=tuple(_factor(name, pool["factors"][name]) for name in sorted(pool.get("factors", {}))),
        deliver=pool.get("deliver", "at_once"),
        cooldown=None if cooldown is None else parse_duration(cooldown),
        pause_after_missed=pool.get("pause_after_missed", document.get("pause_after_missed")),
        decline_counts=pool.get("decline_counts", True),
        fallback=pool.get("fallback"),
        sla=_sla(pool.get("sla", {})),
    )


def _filter(partners: Document) -> Filter:
    names = ("tiers", "certifications", "specialisations", "countries", "exclude")
    given = {name: tuple(partners.get(name, ())) for name in names}
    return Filter(ids=(*partners.get("ids", ()), *partners.get("external_ids", ())), **given)


def _nearest(nearest: Document) -> Nearest:
    bands = tuple(sorted(float(band) for band in nearest.get("bands_km", Nearest().bands_km)))
    return Nearest(bands, nearest.get("radius_km"))


def _limits(caps: Document, per_day: int | None, probation: Document | None) -> Limits:
    days = [cap for cap in (caps.get("day"), per_day) if cap is not None]
    trial = None
    if probation is not None:
        trial = Probation(probation.get("days", 0), probation.get("open"), probation.get("week"))
    return Limits(min(days, default=None), caps.get("week"), caps.get("month"), trial)


def _factor(name: str, given: float | Document) -> Factor:
    if isinstance(given, Mapping):
        return Factor(name, float(given["per"]), float(given["cap"]))
    return Factor(name, float(given), float(given) * FACTOR_CAPS[name])


def _rule(index: int, rule: Document) -> Rule:
    return Rule(
        index=index,
        name=rule["name"],
        then=rule["then"],
        pool=rule.get("pool"),
        reason=rule.get("reason"),
        escalate=_escalation(rule),
        sla=_sla(rule.get("sla", {})),
    )


def _escalation(part: Document) -> Escalation | None:
    given = part.get("escalate")
    return None if given is None else Escalation(parse_duration(given["after"]), given["to"])


def _sla(given: Document) -> dict[str, Any]:
    return {name: parse_duration(value) if name in SLA_DURATIONS else value for name, value in given.items()}


def _terms(
    default: SlaTerms, rules: tuple[Rule, ...], pools: Mapping[str, Pool]
) -> dict[tuple[int, str | None], SlaTerms]:
    """The terms for each rule and pool: what the rule says, else the pool, else the policy."""
    found: dict[tuple[int, str | None], SlaTerms] = {}
    for rule in rules:
        for key in (None, *pools):
            pool_terms = {} if key is None else pools[key].sla
            found[rule.index, key] = _replaced(default, {**pool_terms, **rule.sla})
    return found


def _replaced(default: SlaTerms, changes: Mapping[str, Any]) -> SlaTerms:
    return SlaTerms(
        accept_within=changes.get("accept_within", default.accept_within),
        warn_after=changes.get("warn_after", default.warn_after),
        revoke_after=changes.get("revoke_after", default.revoke_after),
        max_offers=changes.get("max_offers", default.max_offers),
        clock=changes.get("clock", default.clock),
    )
