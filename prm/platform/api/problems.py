"""Errors as RFC 9457 `application/problem+json`, with `code` and `errors: [{field, code, message}]`."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import IntegrityError, OperationalError
from django.http import Http404
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

from prm.platform.errors import FieldError, InvalidInput, ProductError

PROBLEM_TYPE = "application/problem+json"
_UNIQUE = "23505"
# Lock not available, deadlock, serialisation failure: the same request may succeed at once.
_PASSING = frozenset(("55P03", "40P01", "40001"))


class TooLarge(APIException):
    """The body is larger than the API takes."""

    status_code = 413
    default_code = "too_large"
    default_detail = "The request is too large."


class LengthRequired(APIException):
    """The body comes in chunks, which the server would take for no body at all."""

    status_code = 411
    default_code = "length_required"
    default_detail = "Send the body with a Content-Length."


def problem_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to an error raised in an API view; None for a fault of ours, which `handler500` answers."""
    if isinstance(error, InvalidInput):
        return problem(400, "invalid", "Some fields are wrong; nothing has changed.", errors=error.errors)
    if isinstance(error, ProductError):
        return problem(error.status, error.code, error.message)
    if isinstance(error, ValidationError):
        return problem_handler(InvalidInput(list(field_errors(error.detail))), context)
    if isinstance(error, APIException):
        return _of_framework(error)
    return _of_django(error)


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[FieldError] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem as an API answer."""
    body = problem_body(status, code, detail, errors)
    return Response(body, status=status, headers=headers, content_type=PROBLEM_TYPE)


def problem_body(status: int, code: str, detail: str, errors: Sequence[FieldError] = ()) -> dict[str, object]:
    """The members of a problem, as RFC 9457 names them."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": [as_json(error) for error in errors],
    }


def as_json(error: FieldError) -> dict[str, str]:
    """One field's error; characters that no JSON text can carry are replaced."""
    return {
        "field": _sendable(error.field),
        "code": error.code,
        "message": _sendable(error.message),
    }


def field_errors(detail: Any, path: str = "") -> Iterator[FieldError]:
    """DRF's nested errors as a flat list with dotted paths: `territories.0.country`."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from field_errors(inner, _joined(path, "" if name == "non_field_errors" else str(name)))
    elif isinstance(detail, list | tuple):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            yield from field_errors(inner, _joined(path, str(position)) if nested else path)
    else:
        yield FieldError(path, str(getattr(detail, "code", "invalid")), str(detail))


def _joined(path: str, name: str) -> str:
    return ".".join(part for part in (path, name) if part)


def _of_framework(error: APIException) -> Response:
    headers = {"Retry-After": str(max(1, int(wait)))} if (wait := getattr(error, "wait", None)) else {}
    if header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = header
    code = getattr(error.detail, "code", error.default_code)
    return problem(error.status_code, str(code), str(error.detail), headers=headers)


def _of_django(error: Exception) -> Response | None:
    if isinstance(error, Http404):
        return problem(404, "not_found", "There is nothing here.")
    if isinstance(error, PermissionDenied):
        return problem(403, "not_allowed", "This key may not do that.")
    if isinstance(error, RequestDataTooBig):
        return problem(413, "too_large", "The request is too large.")
    if isinstance(error, IntegrityError) and getattr(error.__cause__, "sqlstate", "") == _UNIQUE:
        return problem(409, "exists", "Another request has just made the same; nothing has changed.")
    if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") in _PASSING:
        return problem(503, "busy", "Busy just now; send it again.", headers={"Retry-After": "1"})
    return None


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
