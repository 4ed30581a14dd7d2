"""Reads JSON bodies strictly: bounded, UTF-8, every name once, nothing that could overflow the stack.

NaN, Infinity and numbers too large for a float become floats that are not finite; the fields refuse those
by name, so that one such value in a bulk request harms only its own row.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import IO, Any, ClassVar

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from prm.platform.api.problems import TooLarge
from prm.platform.errors import FieldError, InvalidInput

Pairs = list[tuple[str, Any]]
NESTED_TOO_DEEPLY = "The body is nested too deeply."


class BoundedParser(BaseParser):
    """Reads the whole body, if it is not too large, as UTF-8."""

    times_usual: ClassVar[int] = 1
    """How many times DATA_UPLOAD_MAX_MEMORY_SIZE the body may be."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) * self.times_usual
        raw = _read(stream, most, parser_context or {})
        try:
            return self.parse_text(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8 (byte {error.start}).", code="malformed") from error

    def parse_text(self, text: str) -> Any:
        """What the body says."""
        raise NotImplementedError


class StrictJsonParser(BoundedParser):
    """Takes `application/json`."""

    media_type = "application/json"

    def parse_text(self, text: str) -> Any:
        return read_json(text, plain_object)


def read_json(text: str, make_object: Callable[[Pairs], Any]) -> Any:
    """JSON, its objects made by `make_object`. Raises ParseError."""
    try:
        return json.loads(text, object_pairs_hook=make_object)
    except RecursionError as error:
        raise ParseError(NESTED_TOO_DEEPLY, code="malformed") from error
    except ValueError as error:
        raise ParseError(f"The body is not JSON: {error}.", code="malformed") from error


def plain_object(pairs: Pairs) -> dict[str, Any]:
    """An object. Raises InvalidInput for names that are there twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        twice = sorted(name for name, count in counted.items() if count > 1)[:20]
        raise InvalidInput([FieldError(name, "duplicate", "This field is there twice.") for name in twice])
    return found


def _read(stream: IO[Any], most: int, context: Mapping[str, Any]) -> bytes:
    request = context.get("request")
    length = request.META.get("CONTENT_LENGTH") if request is not None else None
    if length and str(length).isdigit() and int(length) > most:
        raise TooLarge(f"Send at most {most} bytes.")
    raw: bytes = stream.read(most + 1)
    if len(raw) > most:
        raise TooLarge(f"Send at most {most} bytes.")
    return raw
