"""What all calls share, added to the OpenAPI schema in one place: problems, and Idempotency-Key."""

from typing import Any

from prm.platform.api import introduction
from prm.platform.api.event_docs import add_webhooks
from prm.platform.api.query import ORDERING
from prm.platform.tenants.scopes import scope_needed

Json = dict[str, Any]

PROBLEM_ERROR: Json = {
    "type": "object",
    "description": "What is wrong with one field.",
    "required": ["field", "code", "message"],
    "properties": {name: {"type": "string"} for name in ("field", "code", "message")},
}
PROBLEM: Json = {
    "type": "object",
    "description": "An error (RFC 9457). Nothing has changed.",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string", "example": "about:blank"},
        "title": {"type": "string", "example": "Bad Request"},
        "status": {"type": "integer", "example": 400},
        "detail": {"type": "string", "description": "For people."},
        "code": {"type": "string", "description": "For programs."},
        "errors": {
            "type": "array",
            "description": "Every wrong field.",
            "items": {"$ref": "#/components/schemas/ProblemError"},
        },
    },
}
WRONG_FIELD = {"field": "email", "code": "invalid", "message": "Send one e-mail address."}
ANSWERS: dict[str, tuple[str, str, list[Json]]] = {
    "400": ("Wrong or unreadable input; each wrong field is named.", "invalid", [WRONG_FIELD]),
    "401": ("No key, or one that is wrong or revoked.", "wrong_key", []),
    "403": ("This kind of key may not do that, or lacks the scope that is named.", "scope_needed", []),
    "404": ("There is no such object, or it is someone else's.", "not_found", []),
    "409": (
        "No longer possible, or the first request with this Idempotency-Key still runs.",
        "still_running",
        [],
    ),
    "412": ("It has changed since you read it: the `If-Match` does not fit.", "stale", []),
    "413": ("The body is larger than 10 MB.", "too_large", []),
    "415": ("The body is not `application/json`.", "unsupported_media_type", []),
    "422": ("This Idempotency-Key was used with another request.", "idempotency_key_reused", []),
    "429": ("Too many requests in this minute; `Retry-After` says when to go on.", "too_many_requests", []),
}
TITLES = {
    "400": "Bad Request",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "Not Found",
    "409": "Conflict",
    "412": "Precondition Failed",
}
TITLES |= {
    "413": "Request Entity Too Large",
    "415": "Unsupported Media Type",
    "422": "Unprocessable Entity",
    "429": "Too Many Requests",
}
IDEMPOTENCY_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "The same key with the same request, within 24 hours, gets the same answer again.",
}


IF_MATCH: Json = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1},
    "description": "The `ETag` of what you have read: if it has changed since, a 412, and nothing is done.",
}
ETAG: Json = {
    "schema": {"type": "string"},
    "description": "Names this state of the object. Send it as `If-None-Match` to get only changes, "
    "or as `If-Match` to change nothing else.",
}
LIMIT: Json = {
    "name": "limit",
    "in": "query",
    "required": False,
    "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50},
    "description": "Rows on a page.",
}
CURSOR: Json = {
    "name": "cursor",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "minLength": 1},
    "description": "From the `next` or `previous` of another page.",
}


def add_what_all_calls_share(result: Json, generator: Any = None, **_: Any) -> Json:
    """A post-processing hook of drf-spectacular."""
    result["info"]["description"] = introduction.TEXT.strip()
    result["tags"] = introduction.TAGS
    components = result.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    schemas.setdefault("ProblemError", PROBLEM_ERROR)
    components["parameters"] = {
        "IdempotencyKey": IDEMPOTENCY_KEY,
        "Limit": LIMIT,
        "Cursor": CURSOR,
        "IfMatch": IF_MATCH,
    }
    views = {(path, method.lower()): view for path, _regex, method, view in generator.endpoints or ()}
    components["responses"] = {f"Problem{status}": _response(status) for status in ANSWERS}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _complete(method, operation)
            _add_ordering(operation, views.get((path, method)))
            if "patch" in operations:
                _add_tags(method, operation)
            _name_scope(path, method, operation)
            _close_inputs(operation, components["schemas"])
    add_webhooks(result)
    _drop_choices_of_anything(result)
    return result


def _drop_choices_of_anything(part: Any) -> None:
    """A value that may be anything may be null: a choice of both would refuse null, which fits twice."""
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _drop_choices_of_anything(inner)
    if isinstance(part, dict) and {} in part.get("oneOf", ()):
        del part["oneOf"]


def _name_scope(path: str, method: str, operation: Json) -> None:
    """Say which scope of a key a call needs; calls without a key need none."""
    if operation.get("security"):
        scope = scope_needed(method.upper(), path)
        operation["x-scope"] = scope
        words = operation.get("description", "")
        operation["description"] = f"{words}\n\nScope: `{scope}`.".strip()


# A policy may come bare, its own names at the top.
OPEN_INPUTS = ("PolicyInputRequest", "PatchedPolicyInputRequest")


def _close_inputs(operation: Json, schemas: Json) -> None:
    """Say of what comes in that it has no other fields, where the schema lists any."""
    waiting = [operation.get("requestBody", {})]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            inner = schemas.get(name, {})
            if name not in OPEN_INPUTS and "properties" in inner and "additionalProperties" not in inner:
                inner["additionalProperties"] = False
                waiting.append(inner)
            waiting += part.values()


def _add_ordering(operation: Json, view: Any) -> None:
    """Say by what a list can be ordered."""
    names = getattr(getattr(view, "cls", view), "orders", ())
    if names and _is_page(operation):
        operation["parameters"].append(
            {
                "name": ORDERING,
                "in": "query",
                "required": False,
                "schema": {
                    "type": "string",
                    "enum": [order for name in names for order in (name, f"-{name}")],
                },
                "description": "A column; `-` before it: falling.",
            }
        )


def _add_tags(method: str, operation: Json) -> None:
    """Say how changes of one object are guarded."""
    if method in ("get", "patch"):
        operation["responses"]["200"].setdefault("headers", {})["ETag"] = ETAG
    if method == "get":
        operation["responses"]["304"] = {
            "description": "As you have it: its ETag is that of `If-None-Match`."
        }
    if method in ("patch", "delete"):
        operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/IfMatch"})
        operation["responses"]["412"] = {"$ref": "#/components/responses/Problem412"}


def _is_page(operation: Json) -> bool:
    content = operation["responses"].get("200", {}).get("content", {})
    return str(content.get("application/json", {}).get("schema", {}).get("$ref", "")).endswith("Page")


def _complete(method: str, operation: Json) -> None:
    if _is_page(operation):
        pages = [{"$ref": f"#/components/parameters/{name}"} for name in ("Limit", "Cursor")]
        operation["parameters"] = [*operation.get("parameters", []), *pages]
    statuses = ["400", "401", "403", "404", "429"]
    if method in ("post", "put", "patch"):
        statuses += ["409", "413", "415"]
    if method == "delete":
        statuses += ["409"]
    if method == "post":
        statuses += ["422"]
        operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/IdempotencyKey"})
    for status in statuses:
        operation["responses"].setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})


def _response(status: str) -> Json:
    words, code, errors = ANSWERS[status]
    example = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": int(status),
        "detail": words,
        "code": code,
        "errors": errors,
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": words,
        "content": {"application/problem+json": {"schema": schema, "example": example}},
    }
