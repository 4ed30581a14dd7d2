"""`Idempotency-Key`: a POST that is sent again does nothing again, and gets the first one's answer.

Only answers of 2xx are kept, in the transaction that they speak of, for KEPT_FOR; an error changes nothing,
so the request may be mended and sent again under the same key. All API keys of a vendor share them, and all
of a partner. Answers that hold a secret are kept encrypted with the API key that asked for them, which is
kept nowhere: only it gets them again.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpResponse
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.caller import caller_of
from prm.platform.api.models import IdempotentAnswer
from prm.platform.api.renderers import ApiJsonRenderer
from prm.platform.errors import NotPossible, ProductError
from prm.platform.tenants.advisory import try_to_take

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255
V = TypeVar("V")
PostHandler = Callable[..., Response]


class KeyReused(ProductError):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency_key_reused"


def answered_once(handler: PostHandler) -> Callable[..., HttpResponse]:
    """Wraps the POST handler of an API view."""

    @wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **values: Any) -> HttpResponse:
        key = _key(request)
        if key is None:
            _find(view, values)
            return handler(view, request, *args, **values)
        _lock(request, key)
        kept = _kept(request, key)
        if kept is not None:
            return _given_again(kept, request)
        _find(view, values)
        response = handler(view, request, *args, **values)
        return _keep(request, key, response, has_secret=bool(getattr(view, "answer_has_secret", False)))

    return answer


def _find(view: Any, values: dict[str, Any]) -> None:
    """Whatever the path names has to be there; the path of a list names nothing."""
    if values:
        view.find(**values)


def _key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        message = f"Send 1 to {LONGEST_KEY} printable ASCII characters."
        raise ValidationError({"Idempotency-Key": [message]}, code="invalid")
    return key


def _lock(request: Request, key: str) -> None:
    """Held until the transaction ends, so that whoever takes it next sees the answer kept."""
    if not try_to_take(f"request/{caller_of(request).owner_id}/{key}"):
        message = "The first request with this Idempotency-Key is still running; ask again in a moment."
        raise NotPossible(message, code="still_running")


def _kept(request: Request, key: str) -> IdempotentAnswer | None:
    kept = IdempotentAnswer.objects.filter(owner_id=caller_of(request).owner_id, key=key).first()
    if kept is not None and kept.request_digest != _digest(request):
        raise KeyReused("This Idempotency-Key was used with another request; take a new one.")
    return kept


def _keep(request: Request, key: str, response: Response, *, has_secret: bool) -> HttpResponse:
    if not 200 <= response.status_code < 300:
        return response
    text = ApiJsonRenderer().render(response.data).decode() if response.data is not None else ""
    location = response.headers.get("Location", "")
    IdempotentAnswer.objects.create(
        owner_id=caller_of(request).owner_id,
        key=key,
        request_digest=_digest(request),
        status=response.status_code,
        body={
            "text": _box(request).encrypt(text.encode()).decode() if has_secret else text,
            "sealed": has_secret,
            "location": location,
        },
    )
    return _answer(text, response.status_code, location)


def _given_again(kept: IdempotentAnswer, request: Request) -> HttpResponse:
    body: Any = kept.body
    text = _opened(body["text"], request) if body["sealed"] else body["text"]
    response = _answer(text, kept.status, body["location"])
    response["Idempotency-Replayed"] = "true"
    return response


def _opened(sealed: str, request: Request) -> str:
    try:
        return _box(request).decrypt(sealed).decode()
    except InvalidToken as error:
        message = "The answer holds a secret: only the API key that first asked for it gets it again."
        raise KeyReused(message) from error


def _answer(text: str, status: int, location: str) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="application/json")
    if location:
        response["Location"] = location
    return response


def _digest(request: Request) -> str:
    """Of the method, the path with its query, and the body, whatever the order of its names."""
    body = json.dumps(request.data, sort_keys=True, default=str)
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n{body}".encode()).hexdigest()


def _box(request: Request) -> Fernet:
    secret = request.headers.get("Authorization", "").partition(" ")[2].strip()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"kept answer/{secret}".encode()).digest()))
