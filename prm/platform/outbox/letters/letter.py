"""A letter, and what it is written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date, parse_datetime

from prm import formats

Fact = tuple[str, str]


@dataclass(frozen=True)
class Letter:
    """What happened, the facts as (label, value), and where to go: a path under the vendor's slug."""

    subject: str
    opening: str
    facts: tuple[Fact, ...] = ()
    button: str = ""
    path: str = ""


@dataclass(frozen=True)
class Source:
    """What a letter is written from: the event's payload, and the reader's time zone."""

    data: Mapping[str, Any]
    zone: str = "UTC"

    def value(self, *path: str) -> Any:
        """A value of the payload; None when it is not there."""
        value: Any = self.data
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        return value

    def text(self, *path: str) -> str:
        """A value of the payload as text on one line; "" when it is not there."""
        value = self.value(*path)
        return "" if value is None else " ".join(str(value).split())

    def moment(self, *path: str) -> str:
        """An instant of the payload in the reader's zone and language, with the zone's name."""
        text = self.text(*path)
        at: datetime | None = parse_datetime(text) if text else None
        if at is None or at.tzinfo is None:
            return text
        return formats.instant(at, ZoneInfo(self.zone))

    def day(self, *path: str) -> str:
        """A date of the payload in the reader's language."""
        text = self.text(*path)
        on: date | None = parse_date(text[:10]) if text else None
        return formats.day(on) if on else text


def known(*facts: Fact) -> tuple[Fact, ...]:
    """Only the facts that have a value."""
    return tuple((label, value) for label, value in facts if value)
