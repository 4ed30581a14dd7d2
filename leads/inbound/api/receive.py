"""`/api/v1/inbound/<vendor>/<token>/`: what other systems post. The token is the key.

A payload that cannot be taken is kept and answered with 202: the sender has done its part.
"""

import hmac
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from leads.inbound.body import bytes_of, is_form, read_body
from leads.inbound.models import InboundPayload, InboundSource, PayloadState, Signature
from leads.inbound.selectors.sources import source_with_token
from leads.inbound.services.save_source import note_refusal
from leads.inbound.services.take_payload import take_payload
from leads.inbound.signature import Call, is_signed, linkedin_answer
from prm.platform import clock
from prm.platform.api.problems import PROBLEM_TYPE, problem_body
from prm.platform.errors import ProductError
from prm.platform.tenants.middleware import active_vendor
from prm.platform.tenants.scope import vendor_scope
from prm.platform.throttle import seconds_to_wait

CALLS_A_MINUTE = 600
LONGEST_CHALLENGE = 500


@method_decorator(csrf_exempt, name="dispatch")
class ReceiveView(View):
    """Takes what a source posts, and answers a sender that asks whether the address is ours."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, vendor_slug: str, token: str) -> HttpResponse:
        return _with_source(_challenged, request, vendor_slug, token)

    def post(self, request: HttpRequest, vendor_slug: str, token: str) -> HttpResponse:
        return _with_source(_posted, request, vendor_slug, token)


def _with_source(
    answer: Callable[[HttpRequest, InboundSource], HttpResponse],
    request: HttpRequest,
    vendor_slug: str,
    token: str,
) -> HttpResponse:
    vendor = active_vendor(vendor_slug)
    if vendor is None:
        return _unknown()
    with vendor_scope(vendor.id):
        source = source_with_token(token)
        return answer(request, source) if source else _unknown()


def _posted(request: HttpRequest, source: InboundSource) -> HttpResponse:
    if wait := seconds_to_wait(f"inbound:{source.id}", quota=CALLS_A_MINUTE, window_seconds=60):
        answer = _problem(429, "too_many_requests", "Too many requests in this minute; send it again later.")
        answer["Retry-After"] = str(wait)
        return answer
    try:
        raw = bytes_of(request)
        if not is_signed(_call(request, raw), source):
            return _refused(source, 401, "wrong_signature", "The signature is missing or wrong.")
        body = read_body(request, raw)
    except ProductError as refused:
        return _refused(source, refused.status, refused.code, refused.message)
    payload = take_payload(source=source, body=body, size=len(raw))
    if source.thanks_url and is_form(request):
        return HttpResponseRedirect(source.thanks_url, status=303)
    return _answer(payload)


def _answer(payload: InboundPayload) -> HttpResponse:
    shown: dict[str, Any] = {"id": payload.id, "state": payload.state, "results": payload.results}
    return JsonResponse(shown, status=200 if payload.state == PayloadState.TAKEN else 202)


def _challenged(request: HttpRequest, source: InboundSource) -> HttpResponse:
    """Facebook asks with a verify token, LinkedIn with a code that is to be signed."""
    code = request.GET.get("challengeCode", "")[:LONGEST_CHALLENGE]
    if code and source.signature == Signature.LINKEDIN and source.secret:
        return JsonResponse(
            {"challengeCode": code, "challengeResponse": linkedin_answer(code, source.secret)}
        )
    if request.GET.get("hub.mode") != "subscribe":
        return _problem(405, "method_not_allowed", "Post leads here.", Allow="POST")
    given = request.GET.get("hub.verify_token", "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), source.verify_token.encode()):
        return _refused(source, 403, "wrong_verify_token", "The verify token is wrong.")
    challenge = request.GET.get("hub.challenge", "")[:LONGEST_CHALLENGE]
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _call(request: HttpRequest, raw: bytes) -> Call:
    """The call under its public address, whatever a proxy made of it."""
    return Call(
        method=request.method or "",
        url=settings.BASE_URL + request.get_full_path(),
        headers=dict(request.headers),
        body=raw,
        at=clock.now(),
    )


def _refused(source: InboundSource, status: int, code: str, detail: str) -> HttpResponse:
    """Nothing is kept but that it was refused, which the source's page shows."""
    note_refusal(source, code)
    return _problem(status, code, detail)


def _unknown() -> HttpResponse:
    return _problem(404, "not_found", "There is nothing here.")


def _problem(status: int, code: str, detail: str, **headers: str) -> HttpResponse:
    body = problem_body(status, code, detail)
    return JsonResponse(body, status=status, content_type=PROBLEM_TYPE, headers=headers)
