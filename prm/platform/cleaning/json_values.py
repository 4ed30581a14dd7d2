"""JSON that is kept as it came (custom fields, consent), within bounds that the database can hold."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from prm.platform.cleaning.flag import flag_of
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import is_unstorable, without_control_characters

Json = dict[str, Any]


@dataclass(frozen=True)
class Bounds:
    """How large an object may be: UTF-8 bytes of compact JSON, levels of nesting, characters of a key."""

    most_bytes: int
    most_levels: int
    longest_key: int = 100


CUSTOM = Bounds(most_bytes=16 * 1024, most_levels=6)
CONSENT = Bounds(most_bytes=4 * 1024, most_levels=4)
_RAW = Bounds(most_bytes=4 * 1024, most_levels=4)
_LONGEST_RAW = 500
_LARGEST_INTEGER = 2**63 - 1


def clean_custom(value: object) -> Json:
    return _bounded_object(value, CUSTOM)


def clean_consent(value: object) -> bool | Json:
    """Yes or no, or an object saying who agreed to what, when and where."""
    said = flag_of(value) if isinstance(value, str) else value
    if isinstance(said, bool):
        return said
    if not isinstance(value, Mapping):
        raise Refused("invalid_type", gettext("Send true, false or an object."))
    return _bounded_object(value, CONSENT)


def raw_value(value: object) -> Any:
    """A value that could not be read, to be kept and shown: as it came, or the beginning of its text."""
    try:
        return _bounded_object({"raw": value}, _RAW)["raw"]
    except Refused:
        return _beginning(value)


def _beginning(value: object) -> str:
    try:
        text = value if isinstance(value, str) else repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, lists in lists in lists
        return "…"
    return without_control_characters(text[:_LONGEST_RAW])


def _bounded_object(value: object, bounds: Bounds) -> Json:
    if not isinstance(value, Mapping):
        raise Refused("invalid_type", gettext("Send an object."))
    copy: Json = _copied(value, bounds, level=1)
    if len(json.dumps(copy, ensure_ascii=False, separators=(",", ":")).encode()) > bounds.most_bytes:
        raise _too_large(bounds)
    return copy


def _copied(value: object, bounds: Bounds, level: int) -> Any:
    if isinstance(value, str):
        return _text(value, bounds)
    if isinstance(value, Mapping):
        deeper = _level(level, bounds)
        return {_key(key, bounds): _copied(item, bounds, deeper) for key, item in value.items()}
    if isinstance(value, list | tuple):
        deeper = _level(level, bounds)
        return [_copied(item, bounds, deeper) for item in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= _LARGEST_INTEGER:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise Refused("invalid", gettext("Send only text, finite numbers, true, false, null, lists and objects."))


def _level(level: int, bounds: Bounds) -> int:
    if level > bounds.most_levels:
        raise Refused("too_deep", gettext("Send at most %(most)d nested levels."), most=bounds.most_levels)
    return level + 1


def _key(key: object, bounds: Bounds) -> str:
    if not isinstance(key, str) or len(key) > bounds.longest_key:
        raise Refused(
            "invalid", gettext("Send names of at most %(most)d characters."), most=bounds.longest_key
        )
    return _text(key, bounds)


def _text(text: str, bounds: Bounds) -> str:
    if len(text) > bounds.most_bytes:
        raise _too_large(bounds)
    if is_unstorable(text):
        raise Refused("control_characters", gettext("Send text without control characters."))
    return text


def _too_large(bounds: Bounds) -> Refused:
    return Refused("too_large", gettext("Send at most %(most)d bytes of JSON."), most=bounds.most_bytes)
