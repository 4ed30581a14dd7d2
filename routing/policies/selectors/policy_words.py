"""Policies in words: fields, operators and whole conditions, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.fields.about import Engine
from leads.fields.catalogue import LABELS, known_to_engine
from routing.engine.conditions import FIELD_LISTS
from routing.policies.selectors.policy_names import PolicyNames
from routing.policies.selectors.setting_words import plain_words

FIELD_WORDS: Final[Mapping[str, Promise | str]] = {
    name: LABELS[name] for name in known_to_engine(Engine.CONDITION, Engine.ASKED) if name != "custom"
} | {
    "account": _("account"),
    "estimated_value": _("value"),
    "flags": _("marks"),
    "offers_made": _("offers made"),
    "score": _("points"),
    "product_categories": _("product categories"),
    "protected_partner_id": _("partner with a registered deal"),
    "required_certifications": _("required certifications"),
    "stage": _("stage"),
    "sticky_partner_id": _("partner that works with the account"),
}
OPERATOR_WORDS: Final[Mapping[str, Promise]] = {
    "eq": _("is"),
    "ne": _("is not"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "gt": _("above"),
    "gte": _("at least"),
    "lt": _("below"),
    "lte": _("at most"),
    "between": _("between"),
    "includes": _("includes"),
    "starts_with": _("starts with"),
    "exists": _("is given"),
}


def field_words(field: str) -> str:
    """A lead's field; custom fields by their own name."""
    return str(FIELD_WORDS.get(field, field.removeprefix("custom.")))


def leaf_words(leaf: Mapping[str, Any], names: PolicyNames) -> str:
    """One comparison: "value at least 50,000"."""
    field, op, value = str(leaf.get("field", "?")), str(leaf.get("op", "?")), leaf.get("value")
    if op == "exists":
        words = gettext("%(field)s is given") if value else gettext("%(field)s is not given")
        return words % {"field": field_words(field)}
    if op == "between" and isinstance(value, list) and len(value) == 2:
        words = gettext("%(field)s between %(least)s and %(most)s")
        least, most = plain_words(value[0]), plain_words(value[1])
        return words % {"field": field_words(field), "least": least, "most": most}
    return f"{field_words(field)} {OPERATOR_WORDS.get(op, op)} {compared_words(field, value, names)}"


def compared_words(field: str, value: Any, names: PolicyNames) -> str:
    """What a field is compared with: names where the field holds codes."""
    list_name = FIELD_LISTS.get(field)
    if list_name is None:
        return plain_words(value)
    codes = value if isinstance(value, list) else [value]
    return ", ".join(names.of(list_name, code) for code in codes)


def condition_words(tree: Mapping[str, Any] | None, names: PolicyNames) -> str:
    """A whole condition: "(a and b) or not c"."""
    if not tree:
        return gettext("every lead")
    if "not" in tree:
        return gettext("not (%(condition)s)") % {"condition": condition_words(tree["not"], names)}
    for word, joint in (("all", gettext(" and ")), ("any", gettext(" or "))):
        if word in tree:
            return joint.join(_part_words(part, names) for part in tree[word])
    return leaf_words(tree, names)


def _part_words(part: Mapping[str, Any], names: PolicyNames) -> str:
    words = condition_words(part, names)
    return f"({words})" if "all" in part or "any" in part else words
