"""What a form's address answers: a page for a browser, JSON for a script, to the sites that may ask.

A page may be framed by the sites that the form names and by the vendor's own pages, by nobody else.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from leads.web_forms.models import WebForm
from leads.web_forms.origins import origin_of
from prm.platform.api.problems import PROBLEM_TYPE, problem_body
from prm.platform.errors import FieldError
from prm.platform.tenants.models import Vendor

PREFLIGHT_SECONDS: Final = 600


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return "application/json" in request.headers.get("Accept", "")


def vendor_of(request: HttpRequest) -> Vendor:
    """The vendor of the page."""
    return cast(Vendor, request.vendor)  # type: ignore[attr-defined]


def is_allowed(form: WebForm, origin: str) -> bool:
    """Whether pages of this site may send the form; "" is our own."""
    return not origin or origin in form.origins


def page(
    request: HttpRequest, form: WebForm, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the form, in its language: call with that language active."""
    shown = {"form": form, "partner": form.partner, **context}
    return HttpResponse(render_to_string(f"forms/{template}.html", shown, request), status=status)


def problem(
    request: HttpRequest, status: int, code: str, detail: str, errors: Sequence[FieldError] = ()
) -> HttpResponse:
    """What is wrong, for a script."""
    body = problem_body(status, code, detail, errors=list(errors))
    return JsonResponse(body, status=status, content_type=PROBLEM_TYPE)


def finished(request: HttpRequest, response: HttpResponse, form: WebForm) -> HttpResponse:
    """The answer with its headers. What it counted stays, whatever its status."""
    response.headers["Content-Language"] = form.basis.language
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.xframe_options_exempt = True
    response._csp_replace = _policy(form)  # type: ignore[attr-defined]
    response.keeps_changes = True  # type: ignore[attr-defined]
    patch_vary_headers(response, ("Origin", "Accept"))
    origin = origin_of(request)
    if origin and is_allowed(form, origin):
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    return response


def _policy(form: WebForm) -> dict[str, list[str]]:
    """Browsers hold a form to `form-action` also where the answer sends them on."""
    target = urlsplit(form.basis.redirect_url)
    after = [f"{target.scheme}://{target.netloc}"] if target.netloc else []
    return {"frame-ancestors": ["'self'", *form.origins], "form-action": ["'self'", *after]}


def preflight(request: HttpRequest, form: WebForm) -> HttpResponse:
    """May a script of this site send? Asked by browsers before what a form could not send."""
    origin = origin_of(request)
    if not is_allowed(form, origin):
        return HttpResponse(status=403)
    allowed = {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
    }
    return HttpResponse(status=204, headers=allowed)
