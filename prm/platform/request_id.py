"""Each request has an id: on its answer as `X-Request-Id`, and on every line that is logged meanwhile."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from prm.platform.ids import new_id

HEADER = "X-Request-Id"
USABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
NONE = "-"
_current: ContextVar[str] = ContextVar("request_id", default=NONE)
Handler = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """Middleware: takes the id that the caller or a proxy gave, if it is plain; else makes one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request_id = given if USABLE.fullmatch(given) else str(new_id())
        _current.set(request_id)
        response = self.get_response(request)
        response.headers[HEADER] = request_id
        return response


@receiver(request_finished)
def _forget(**_: Any) -> None:
    """Not sooner: Django logs a refusal after its middlewares are done."""
    _current.set(NONE)


def current_request_id() -> str:
    """The id of the request that is being answered, or "-"."""
    return _current.get()
