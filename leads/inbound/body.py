"""Reads the body of a webhook: JSON or a form, into JSON that the database can hold."""

import json
import math
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext

from prm.platform.cleaning.text import is_unstorable, without_control_characters
from prm.platform.errors import ProductError

MOST_BYTES: Final = 256 * 1024
_MOST_LEVELS: Final = 40
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class TooLarge(ProductError):
    """The body is larger than is taken."""

    status = 413
    code = "too_large"


class Unreadable(ProductError):
    """The body is neither JSON nor a form."""

    status = 400
    code = "malformed"


def is_form(request: HttpRequest) -> bool:
    """Whether a form was posted, as by a browser."""
    return request.content_type in FORMS


def bytes_of(request: HttpRequest) -> bytes:
    """The body as it came. Raises TooLarge."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLarge(f"Send at most {MOST_BYTES} bytes.")
    return request.body


def read_body(request: HttpRequest, raw: bytes) -> Any:
    """What was sent. Raises Unreadable."""
    if is_form(request):
        posted = request.POST
        return storable({name: _one_or_all(posted.getlist(name)) for name in posted})
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=str)
        return storable(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable("The body is neither JSON nor a form.") from error


def storable(value: Any, level: int = 0) -> Any:
    """A copy without what PostgreSQL cannot hold. Raises ValueError where it is nested too deeply."""
    if level > _MOST_LEVELS:
        raise ValueError(gettext("nested too deeply"))
    if isinstance(value, str):
        return without_control_characters(value) if is_unstorable(value) else value
    if isinstance(value, dict):
        return {storable(name): storable(inner, level + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [storable(inner, level + 1) for inner in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _one_or_all(values: list[Any]) -> Any:
    texts = [value for value in values if isinstance(value, str)]
    return texts[0] if len(texts) == 1 else texts
