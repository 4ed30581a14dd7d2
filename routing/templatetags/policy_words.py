"""Filters that put a policy's names into words."""

from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routing.engine.durations import format_duration
from routing.policies.selectors import choice_words as words
from routing.policies.selectors.policy_words import (
    OPERATOR_WORDS,
    condition_words,
    leaf_words,
    setting_words,
    value_words,
)

register = template.Library()
CHANGES = {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed"), "moved": _("Moved")}


@register.filter
def method_words(name: str) -> str:
    """A method, in a word or two."""
    return str(words.METHOD_NAMES.get(name, name))


@register.filter
def preference_words(name: str) -> str:
    """A preference or step."""
    return str(words.PREFERENCE_WORDS.get(name, name.replace("_", " ")))


@register.filter
def outcome_words(name: str) -> str:
    """What a rule does with a lead."""
    return str(words.OUTCOME_WORDS.get(name, name))


@register.filter
def comparison_words(leaf: dict[str, Any]) -> str:
    """One comparison."""
    return leaf_words(leaf)


@register.filter
def rule_conditions(rule: dict[str, Any]) -> str:
    """When a rule applies."""
    return condition_words(rule.get("when"))


@register.filter
def operator_words(op: str) -> str:
    """An operator."""
    return str(OPERATOR_WORDS.get(op, op))


@register.filter
def requirement_words(name: str) -> str:
    """A requirement."""
    return str(words.REQUIREMENT_WORDS.get(name, name))


@register.filter(name="value_words")
def any_value_words(value: Any) -> str:
    """Any value of a document."""
    return value_words(value)


@register.filter
def terms_words(terms: dict[str, Any] | None) -> str:
    """SLA terms, in the order in which they come into play."""
    order = ("accept_within", "warn_after", "revoke_after", "max_offers")
    said = [f"{setting_words(name)} {value_words(terms[name])}" for name in order if terms and name in terms]
    clock = words.CLOCK_WORDS.get((terms or {}).get("clock", ""))
    return " · ".join([*said, *([str(clock)] if clock else [])])


@register.filter
def change_words(kind: str) -> str:
    """What sort of difference."""
    return str(CHANGES[kind])


@register.filter
def place_words(path: str, document: dict[str, Any]) -> str:
    """Where in a document a problem lies: "Rule 3: pool"."""
    first, _dot, rest = path.partition(".")
    inner, _dot, deeper = rest.partition(".")
    if first == "rules" and inner.isdigit():
        return _joined(gettext("Rule %(number)d") % {"number": int(inner) + 1}, deeper)
    if first == "pools" and inner:
        return _joined(gettext("Pool %(key)s") % {"key": inner}, deeper)
    return " ".join(setting_words(part) for part in path.split(".") if part)


def _joined(whole: str, rest: str) -> str:
    inside = ", ".join(
        setting_words(part) for part in rest.split(".") if part and not part.isdigit() and part != "when"
    )
    return f"{whole}, {inside}:" if inside else f"{whole}:"


@register.filter
def frozen_terms(terms: dict[str, Any]) -> str:
    """Terms in seconds, as a decision holds them."""
    durations = {
        name: format_duration(terms[name]) for name in ("accept_within", "warn_after", "revoke_after")
    }
    return terms_words(terms | durations)
