"""The one thing tests replace: the instant that `prm.platform.clock.now` tells."""

from datetime import UTC, datetime, timedelta

import pytest

from prm.platform import clock


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    @classmethod
    def install(cls, monkeypatch: pytest.MonkeyPatch) -> "MovableClock":
        """Replace what `prm.platform.clock.now` reads, not the function, which models hold as their
        default."""
        movable = cls(datetime.now(UTC).replace(microsecond=0))

        class Reading(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return movable.instant

        monkeypatch.setattr(clock, "datetime", Reading)
        return movable

    def now(self) -> datetime:
        return self.instant

    def set(self, instant: datetime) -> None:
        assert instant.tzinfo is not None, "an aware instant, please"
        self.instant = instant

    def move(self, **duration: float) -> datetime:
        """Move on by a timedelta's arguments: `move(hours=3)`."""
        self.instant += timedelta(**duration)
        return self.instant
