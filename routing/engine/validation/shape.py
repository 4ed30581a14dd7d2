"""Problems of shape, by the published JSON Schema, in words that name the culprit."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from routing.engine.methods import METHODS
from routing.engine.model.setting import _
from routing.engine.policy import policy_schema
from routing.engine.problems import Problem

CODES: Final = {
    "additionalProperties": "unknown_name",
    "required": "required",
    "enum": "not_a_choice",
    "type": "wrong_type",
    "pattern": "malformed",
    "uniqueItems": "repeated",
}
LIMITS: Final = {
    "minimum": _("%(given)s is less than %(limit)s, the least there can be"),
    "maximum": _("%(given)s is more than %(limit)s, the most there can be"),
    "exclusiveMinimum": _("%(given)s has to be more than %(limit)s"),
    "exclusiveMaximum": _("%(given)s has to be less than %(limit)s"),
    "minItems": _("at least %(limit)s has to be named"),
    "minProperties": _("at least %(limit)s has to be named"),
    "maxItems": _("at most %(limit)s can be named"),
    "maxProperties": _("at most %(limit)s can be named"),
    "minLength": _("at least %(limit)s characters are needed"),
    "maxLength": _("at most %(limit)s characters fit"),
    "uniqueItems": _("an entry is listed twice"),
}


def shape_problems(document: Any) -> list[Problem]:
    """Problems of shape everywhere but inside conditions, in document order."""
    errors = (
        error
        for error in _validator(tuple(METHODS)).iter_errors(document)
        if "when" not in error.absolute_path
    )
    found = [problem for error in errors for problem in _problems(error)]
    return sorted(found, key=lambda problem: (problem.path, problem.code))


@cache
def _validator(methods: tuple[str, ...]) -> Draft202012Validator:
    """Made once for the methods there are."""
    return Draft202012Validator(policy_schema())


def _problems(error: ValidationError) -> Iterator[Problem]:
    path, schema = [str(part) for part in error.absolute_path], _schema(error)
    given: Any = error.instance
    code = CODES.get(str(error.validator), "out_of_range")
    if code == "unknown_name":
        for name in sorted(set(given) - set(schema["properties"])):
            words = _("%(name)s is not a known setting")
            yield Problem(".".join([*path, name]), code, words, values={"name": name})
    elif code == "required":
        for name in schema["required"]:
            if name not in given and error.message.startswith(f"'{name}'"):
                yield Problem(".".join([*path, name]), code, _("%(name)s is missing"), values={"name": name})
    else:
        words, values = _words(code, error)
        yield Problem(".".join(path), code, words, values=values)


def _words(code: str, error: ValidationError) -> tuple[str, Mapping[str, object]]:
    schema, limit = _schema(error), error.validator_value
    given = {"given": str(error.instance)[:80], "limit": limit, "type": schema.get("type")}
    if code == "not_a_choice":
        choices = ", ".join(str(choice) for choice in schema["enum"])
        return _("“%(given)s” is not one of: %(choices)s"), {**given, "choices": choices}
    if code == "wrong_type":
        return _("“%(given)s” should be of type %(type)s"), given
    if code == "malformed" and schema.get("description"):
        return _("“%(given)s” is not in the right format (%(hint)s)"), {
            **given,
            "hint": schema["description"],
        }
    if code == "malformed":
        return _("“%(given)s” is not in the right format"), given
    words = LIMITS.get(str(error.validator))
    return (words, given) if words else ("%(words)s", {"words": error.message[:300]})


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}
