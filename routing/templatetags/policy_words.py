"""Filters that put a policy's names into words. `names` is the page's `PolicyNames`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routing.decisions.selectors import decision_words
from routing.engine.durations import format_duration
from routing.engine.model.setting import Part, settings_of
from routing.engine.policy import Policy
from routing.engine.rule import OUTCOMES
from routing.engine.terms import SlaTerms
from routing.policies.selectors import setting_words as words
from routing.policies.selectors.policy_names import PolicyNames, pool_title
from routing.policies.selectors.policy_words import OPERATOR_WORDS, condition_words

register = template.Library()
CHANGES = {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed"), "moved": _("Moved")}
register.filter("method_words", decision_words.method_words)
register.filter("pool_words", pool_title)


@register.filter
def step_words(name: str) -> str:
    """A preference or step."""
    return decision_words.step_words(name)


@register.filter
def outcome_words(name: str) -> str:
    """What a rule does with a lead."""
    return gettext(OUTCOMES[name].words) if name in OUTCOMES else name


@register.filter
def rule_conditions(rule: Mapping[str, Any], names: PolicyNames) -> str:
    """When a rule applies."""
    return condition_words(rule.get("when"), names)


@register.filter
def operator_words(op: str) -> str:
    """An operator."""
    return str(OPERATOR_WORDS.get(op, op))


@register.filter
def told_in(part: Mapping[str, Any], names: PolicyNames) -> "Told":
    """A pool's settings in words: `pool|told_in:names` and then the name of a setting."""
    return Told(part, names)


class Told(dict[str, str]):
    """A pool's settings in words, by name; "" for what it does not say."""

    def __init__(self, pool: Mapping[str, Any], names: PolicyNames) -> None:
        terms = words.pool_terms()
        super().__init__(
            {
                name: words.value_words(terms[name][1], value, names)
                for name, value in pool.items()
                if name in terms and value not in ({}, [])
            }
        )

    def __missing__(self, name: str) -> str:
        return ""


@register.filter
def terms_words(terms: Mapping[str, Any] | None) -> str:
    """SLA terms, in the order in which they come into play."""
    names = PolicyNames()
    given = [each for each in settings_of(SlaTerms) if terms and each.name in terms]
    said = [
        words.value_words(each.kind, terms[each.name], names)
        if each.name == "clock"
        else f"{gettext(each.term)} {words.value_words(each.kind, terms[each.name], names)}"
        for each in given
        if terms
    ]
    return " · ".join(said)


@register.filter
def escalation_words(escalate: Mapping[str, Any]) -> str:
    """When a lead has waited too long, and who hears of it."""
    kind = next(each.kind for each in settings_of(Policy) if each.name == "escalate")
    assert isinstance(kind, Part)
    return words.value_words(kind, escalate, PolicyNames())


@register.filter
def change_words(kind: str) -> str:
    """What sort of difference."""
    return str(CHANGES[kind])


@register.filter
def frozen_terms(terms: Mapping[str, Any]) -> str:
    """Terms in seconds, as a decision holds them."""
    durations = {
        name: format_duration(terms[name]) for name in ("accept_within", "warn_after", "revoke_after")
    }
    return terms_words({**terms, **durations})
