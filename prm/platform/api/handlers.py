"""Django's own error pages (no such path, a fault of ours), as problems where the path is the API's."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views import defaults

from prm.platform.api.problems import PROBLEM_TYPE, problem_body

NO_DATABASE = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 2


def handler400(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """A request that Django itself refuses."""
    if is_api(request):
        return _problem(400, "malformed", "The request cannot be read.")
    return defaults.bad_request(request, exception)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Not allowed."""
    if is_api(request):
        return _problem(403, "not_allowed", "This key may not do that.")
    return defaults.permission_denied(request, exception)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """No such path. One that only lacks its last slash is told so: a redirect would lose the body."""
    if is_api(request):
        ends_in_slash = request.path.endswith("/")
        return _problem(
            404, "not_found", "There is nothing here." if ends_in_slash else "Paths here end in a slash."
        )
    return defaults.page_not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponseBase:
    """A fault of ours: it is in the log; nothing has changed. 503 while no database answers."""
    if is_api(request):
        if isinstance(sys.exception(), NO_DATABASE):
            return _unavailable()
        return _problem(500, "fault", "Something went wrong here; nothing has changed. Send it again later.")
    return defaults.server_error(request)


def is_api(request: HttpRequest) -> bool:
    """Whether the path is the API's."""
    return request.path.startswith("/api/")


def _unavailable() -> HttpResponse:
    answer = _problem(503, "unavailable", "The database does not answer; nothing has changed. Send it again.")
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _problem(status: int, code: str, detail: str) -> HttpResponse:
    return JsonResponse(problem_body(status, code, detail), status=status, content_type=PROBLEM_TYPE)
