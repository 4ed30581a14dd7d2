"""`ETag` on what is read, `If-Match` on what is changed: nobody overwrites what they have not seen.

An ETag is a digest of the body of the GET of the same path, so that any change that can be seen changes it.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.renderers import ApiJsonRenderer
from prm.platform.tenants.advisory import wait_for

Handler = Callable[..., Response]


class Stale(APIException):
    """The object is no longer as the caller last saw it."""

    status_code = 412
    default_code = "stale"
    default_detail = "It has changed since you read it; nothing was changed. Read it again."


def tagged(handler: Handler) -> Handler:
    """Wraps a GET handler of one object: its answer has an ETag, and is a 304 to who has it already."""

    @wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **values: Any) -> Response:
        response = handler(view, request, *args, **values)
        if isinstance(response, Response) and response.status_code == 200:
            response.add_post_render_callback(lambda rendered: _with_tag(request, rendered))
        return response

    answer.is_tagged = True  # type: ignore[attr-defined]
    return answer


def only_if_unchanged(handler: Handler) -> Handler:
    """Wraps a PATCH or DELETE handler of a view that has a GET: `If-Match` is honoured, under a lock."""

    @wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **values: Any) -> Response:
        _lock(request)
        wanted = request.headers.get("If-Match")
        if (
            wanted is not None
            and wanted.strip() != "*"
            and _tag_now(view, request, values) not in _tags(wanted)
        ):
            raise Stale
        response = handler(view, request, *args, **values)
        if request.method == "PATCH" and response.status_code == 200:
            response.headers["ETag"] = _tag_now(view, request, values)
        return response

    answer.is_guarded = True  # type: ignore[attr-defined]
    return answer


def _with_tag(request: Request, response: Any) -> HttpResponseBase | None:
    response.headers["ETag"] = _tag(response.content)
    return get_conditional_response(request._request, etag=response.headers["ETag"], response=response)


def _tag_now(view: Any, request: Request, values: dict[str, Any]) -> str:
    shown = type(view).get(view, request, **values)
    return _tag(ApiJsonRenderer().render(shown.data))


def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _tags(header: str) -> set[str]:
    """Weak ones count, too: compression on the way makes them of ours."""
    return {part.strip().removeprefix("W/") for part in header.split(",")}


def _lock(request: Request) -> None:
    """Changes of one object follow one another, each until its transaction ends."""
    wait_for(f"object/{request.path}")
