"""Saying that something happened: once, for every place that keeps or sends it."""

from collections.abc import Callable, Iterable, Sequence

from prm.platform.outbox.announce import announce
from prm.platform.outbox.catalogue import Event

Keeper = Callable[[Sequence[Event]], None]
_KEEPERS: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Have every event kept by this as well, before it is sent: an app registers its timeline."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def tell(events: Iterable[Event]) -> None:
    """Write what happened to timelines and outbox, in the caller's transaction and in the order given.

    Needs a vendor's scope. A few statements in all, however many the events.
    """
    told = list(events)
    for keep in _KEEPERS:
        keep(told)
    announce([sent for event in told if (sent := event.announcement()) is not None])
