"""What an event's payload looks like: declared as a model, shown in the API's schema, held by a test."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict

Json = dict[str, Any]
EXAMPLE_ID: Final = "019a4f6e-3c1d-7b52-9f0e-8d2a5c7b1e34"
_EXAMPLES: Final[Json] = {
    "uuid": EXAMPLE_ID, "date-time": "2026-07-01T09:30:00Z", "date": "2026-09-30",
    "string": "text", "integer": 1, "number": 1, "boolean": True, "null": None,
}  # fmt: skip


class Shape(BaseModel):
    """The base of payload shapes. A payload with a field that its shape lacks does not fit."""

    model_config = ConfigDict(extra="forbid")


def example_of(shape: type[Shape]) -> Json:
    """A payload of this shape, from the examples of its fields."""
    schema = shape.model_json_schema()
    example: Json = _example(schema, schema.get("$defs", {}))
    return example


def _example(schema: Json, defs: Json) -> Any:
    if "$ref" in schema:
        return _example(defs[schema["$ref"].rpartition("/")[2]], defs)
    for given in ("const", "example"):
        if given in schema:
            return schema[given]
    for several in ("examples", "enum"):
        if schema.get(several):
            return schema[several][0]
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], defs)
    if "properties" in schema:
        return {name: _example(each, defs) for name, each in schema["properties"].items()}
    if schema.get("type") == "array":
        return [_example(schema["items"], defs)] if schema.get("items") else []
    return _EXAMPLES.get(schema.get("format", "")) or _EXAMPLES.get(schema.get("type", ""), {})
