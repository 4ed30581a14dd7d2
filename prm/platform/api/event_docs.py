"""The webhooks in the OpenAPI document, from the catalogue of events: what each holds, with an example."""

from typing import Any

from prm.platform.outbox.catalogue import Event, sent_events
from prm.platform.outbox.shape import Shape, example_of

Json = dict[str, Any]
REF = "#/components/schemas/{model}"
HEADERS = {
    "webhook-id": "The same at each attempt: take what you have seen already as delivered.",
    "webhook-timestamp": "Seconds since 1970, of this attempt.",
    "webhook-signature": "As the Standard Webhooks specification has it, by the endpoint's secret.",
}


def add_webhooks(result: Json) -> None:
    """Add one webhook for each event, and the shapes of their payloads."""
    schemas = result["components"]["schemas"]
    result["webhooks"] = {event.name: _webhook(event, schemas) for event in sent_events()}


def _webhook(event: type[Event], schemas: Json) -> Json:
    shapes = [*event.shapes(), *([event.partner_payload] if event.partner_payload else [])]
    names = list(dict.fromkeys(_component(shape, schemas) for shape in shapes))
    data: Json = (
        {"$ref": REF.format(model=names[0])}
        if len(names) == 1
        else {"anyOf": [{"$ref": REF.format(model=name)} for name in names]}
    )
    example = {"type": event.name, "timestamp": "2026-07-01T09:30:00Z", "data": example_of(shapes[0])}
    schema = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": event.name},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": data,
        },
    }
    return {
        "post": {
            "operationId": event.name.replace(".", "_") + "_webhook",
            "summary": str(event.words),
            "description": " ".join((event.__doc__ or "").split()),
            "tags": ["Webhooks"],
            "parameters": [_header(name, words) for name, words in HEADERS.items()],
            "requestBody": {"content": {"application/json": {"schema": schema, "example": example}}},
            "responses": {
                "2XX": {"description": "Taken."},
                "410": {"description": "Switches the endpoint off."},
                "429": {"description": "We try again, not before `Retry-After`."},
            },
        }
    }


def _header(name: str, words: str) -> Json:
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": words,
        "schema": {"type": "string"},
    }


def _component(shape: type[Shape], schemas: Json) -> str:
    """Put a shape and those in it among the components; its name there."""
    schema = shape.model_json_schema(ref_template="#/components/schemas/Event{model}")
    for name, inner in schema.pop("$defs", {}).items():
        schemas[f"Event{name}"] = inner
    schemas[f"Event{shape.__name__}"] = schema
    return f"Event{shape.__name__}"
