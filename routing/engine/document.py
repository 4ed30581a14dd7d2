"""From a policy document to a compiled version. The document has been validated before."""

from collections.abc import Mapping
from typing import Any, Final

from routing.engine.limits import Caps, limits_of
from routing.engine.match import Matcher
from routing.engine.methods import METHODS
from routing.engine.model.setting import read, values_of
from routing.engine.policy import Policy
from routing.engine.pool import Pool
from routing.engine.rule import Rule
from routing.engine.terms import SlaTerms
from routing.engine.version import Version

Document = Mapping[str, Any]
FOR_EVERY_POOL: Final = ("cooldown", "pause_after_missed")
"""Settings of the policy that fill what a pool leaves out."""


def compile_policy(document: Document, *, number: int) -> Version:
    """The version that `decide` runs; `number` names it in decisions and shown pages.

    Give it a document without problems (`validate_document`): here a wrong one raises
    KeyError or ValueError without saying where.
    """
    pools = {key: compile_pool(key, pool, document) for key, pool in document["pools"].items()}
    rules = tuple(Rule(index=index, **values_of(Rule, rule)) for index, rule in enumerate(document["rules"]))
    policy = read(Policy, {**document, "rules": rules, "pools": pools})
    return Version(
        number=number,
        rules=rules,
        pools=pools,
        sla=policy.sla,
        escalate=policy.escalate,
        matcher=Matcher([(rule.name, rule.when) for rule in rules]),
        document=document,
        terms=_terms(policy.sla, rules, pools),
    )


def compile_pool(key: str, pool: Document, document: Document) -> Pool:
    """One pool; settings the document gives for every pool fill what this one leaves out."""
    inherited = {name: document[name] for name in FOR_EVERY_POOL if name in document}
    values = values_of(Pool, {**inherited, **pool})
    options = read(METHODS[pool["method"]].settings, pool)
    caps, probation = values.get("caps", Caps()), values.get("probation")
    return Pool(key=key, options=options, limits=limits_of(caps, options.most_a_day, probation), **values)


def _terms(
    default: SlaTerms, rules: tuple[Rule, ...], pools: Mapping[str, Pool]
) -> dict[tuple[int, str | None], SlaTerms]:
    """The terms for each rule and pool: what the rule says, else the pool, else the policy."""
    return {
        (rule.index, key): default.changed({**({} if key is None else pools[key].sla), **rule.sla})
        for rule in rules
        for key in (None, *pools)
    }
