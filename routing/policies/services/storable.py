"""What may be stored as a policy document at all."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext

from prm.platform.errors import FieldError, InvalidInput
from routing.engine import Problem, errors_of
from routing.policies.selectors.policy_check import check_document

LARGEST_BYTES: Final = 2_000_000
DEEPEST: Final = 40

Document = dict[str, Any]


def stored_form(document: object, *, must_be_valid: bool) -> Document:
    """The document as it is stored. Raises InvalidInput naming every error, or whatever cannot be stored.

    A half-made draft (`must_be_valid=False`) needs only the outline: a list of rules and a mapping of pools.
    """
    plain = _plain(document)
    errors = errors_of(check_document(plain)) if must_be_valid else _outline_errors(plain)
    if errors:
        raise InvalidInput([as_field_error(problem) for problem in errors])
    return plain


def as_field_error(problem: Problem) -> FieldError:
    """A problem as every edge shows it."""
    return FieldError(problem.path, problem.code, problem.message)


def _plain(document: object) -> Document:
    if not isinstance(document, Mapping):
        raise _refused("wrong_type", gettext("A policy is a mapping with rules and pools."))
    if _depth(document) > DEEPEST:
        raise _refused("too_deep", gettext("The document nests too deeply."))
    try:
        text = json.dumps(document, allow_nan=False)
    except (TypeError, ValueError) as error:
        message = gettext("The document holds a value that is not plain JSON.")
        raise _refused("not_json", message) from error
    if len(text) > LARGEST_BYTES:
        raise _refused("too_large", gettext("The document is too large."))
    if "\\u0000" in text:
        raise _refused("not_json", gettext("The document holds a character that cannot be stored."))
    plain: Document = json.loads(text)
    return plain


def _depth(part: object) -> int:
    deepest, level = 0, [part]
    while level and deepest <= DEEPEST:
        deepest += 1
        level = [inner for outer in level for inner in _inside(outer)]
    return deepest


def _inside(part: object) -> list[object]:
    if isinstance(part, Mapping):
        return list(part.values())
    return list(part) if isinstance(part, list | tuple) else []


def _outline_errors(document: Document) -> list[Problem]:
    found = []
    rules, pools = document.get("rules"), document.get("pools")
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        found.append(Problem("rules", "wrong_type", gettext("Rules are a list.")))
    if not isinstance(pools, dict) or not all(isinstance(pool, dict) for pool in pools.values()):
        found.append(Problem("pools", "wrong_type", gettext("Pools are a mapping from name to settings.")))
    return found


def _refused(code: str, message: str) -> InvalidInput:
    return InvalidInput([FieldError("", code, message)])
