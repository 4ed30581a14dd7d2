"""Filters that put a policy's names into words."""

from typing import Any

from django import template

from routing.selectors import choice_words as words
from routing.selectors.policy_words import condition_words, leaf_words

register = template.Library()


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
