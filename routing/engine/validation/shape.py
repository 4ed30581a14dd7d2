"""Problems of shape, by the published JSON Schema, in words that name the culprit."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from routing.engine.schema import POLICY_SCHEMA
from routing.engine.validation.problems import Problem

CODES: Final = {
    "additionalProperties": "unknown_name",
    "required": "required",
    "enum": "not_a_choice",
    "type": "wrong_type",
    "pattern": "malformed",
    "uniqueItems": "repeated",
}
_VALIDATOR: Final = Draft202012Validator(POLICY_SCHEMA)


def shape_problems(document: Any) -> list[Problem]:
    """Problems of shape everywhere but inside conditions, in document order."""
    errors = (error for error in _VALIDATOR.iter_errors(document) if "when" not in error.absolute_path)
    found = [problem for error in errors for problem in _problems(error)]
    return sorted(found, key=lambda problem: (problem.path, problem.code))


def _problems(error: ValidationError) -> Iterator[Problem]:
    path, schema = [str(part) for part in error.absolute_path], _schema(error)
    given: Any = error.instance
    code = CODES.get(str(error.validator), "out_of_range")
    if code == "unknown_name":
        for name in sorted(set(given) - set(schema["properties"])):
            yield Problem(".".join([*path, name]), code, f"{name} is not a setting known here")
    elif code == "required":
        for name in schema["required"]:
            if name not in given and error.message.startswith(f"'{name}'"):
                yield Problem(".".join([*path, name]), code, f"{name} is missing")
    else:
        yield Problem(".".join(path), code, _message(code, error))


def _message(code: str, error: ValidationError) -> str:
    shown, schema = repr(error.instance)[:80], _schema(error)
    if code == "not_a_choice":
        choices = ", ".join(str(choice) for choice in schema["enum"])
        return f"{shown} is not one of: {choices}"
    if code == "wrong_type":
        return f"{shown} should be of type {schema['type']}"
    if code == "malformed":
        hint = schema.get("description")
        return f"{shown} is not written as it should be" + (f" ({hint})" if hint else "")
    return error.message[:300]


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}
