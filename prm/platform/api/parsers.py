"""Reads JSON bodies strictly: bounded, UTF-8, every name once, nothing that could overflow the stack.

NaN, Infinity and numbers too large for a float become floats that are not finite; the fields refuse those
by name, so that one such value in a bulk request harms only its own row.
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from prm.platform.api.problems import TooLarge
from prm.platform.errors import FieldError, InvalidInput


class StrictJsonParser(BaseParser):
    """Takes `application/json` of up to DATA_UPLOAD_MAX_MEMORY_SIZE bytes."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        raw = _read(stream, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0, parser_context or {})
        try:
            return json.loads(raw.decode("utf-8"), object_pairs_hook=_object)
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8 (byte {error.start}).", code="malformed") from error
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.", code="malformed") from error
        except ValueError as error:
            raise ParseError(f"The body is not JSON: {error}.", code="malformed") from error


def _read(stream: IO[Any], most: int, context: Mapping[str, Any]) -> bytes:
    request = context.get("request")
    length = request.META.get("CONTENT_LENGTH") if request is not None else None
    if length and str(length).isdigit() and int(length) > most:
        raise TooLarge(f"Send at most {most} bytes.")
    raw: bytes = stream.read(most + 1)
    if len(raw) > most:
        raise TooLarge(f"Send at most {most} bytes.")
    return raw


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        twice = sorted(name for name, count in counted.items() if count > 1)[:20]
        raise InvalidInput([FieldError(name, "duplicate", "This field is there twice.") for name in twice])
    return found
