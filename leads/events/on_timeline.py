"""Events of a lead: each may also be an entry of the lead's timeline."""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.functional import Promise

from leads.services.timeline import TimelineEntry, record
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Event, all_events


class OnTimeline(Event):
    """An event with an entry on the lead's timeline.

    `timeline`: its words for the vendor. `partner_timeline`: its words for the partner whose part in the lead
    it is; None where partners do not see it. `every_partner`: whether every holder of the lead sees it.
    """

    timeline: ClassVar[Promise | None]
    partner_timeline: ClassVar[Promise | None] = None
    every_partner: ClassVar[bool] = False

    @classmethod
    def missing(cls) -> list[str]:
        return [*super().missing(), *([] if hasattr(cls, "timeline") else ["timeline"])]

    def timeline_entry(self) -> TimelineEntry | None:
        """The entry; None for one that is only sent."""
        raise NotImplementedError


class TimelineOnly(OnTimeline):
    """An entry that nobody is sent."""

    is_sent = False

    def announcement(self) -> Announcement | None:
        return None


def write_timeline(events: Sequence[Event]) -> None:
    """Append the entries of these events: in one statement, in the caller's transaction."""
    entries = [event.timeline_entry() for event in events if isinstance(event, OnTimeline)]
    record(entry for entry in entries if entry is not None)


def timeline_words(kind: str) -> str:
    """What the vendor reads of an entry of this kind."""
    words = next((event.timeline for event in _entries() if event.name == kind), None)
    return str(words) if words else kind.replace(".", ": ").replace("_", " ")


def partner_timeline_words(kind: str) -> str:
    """What the partner concerned reads of an entry of this kind; "" where partners do not see it."""
    words = next((event.partner_timeline for event in _entries() if event.name == kind), None)
    return str(words) if words else ""


def seen_by_every_partner() -> list[str]:
    """The kinds of entries that every holder of the lead sees."""
    return [event.name for event in _entries() if event.every_partner]


def _entries() -> list[type[OnTimeline]]:
    return [event for event in all_events() if issubclass(event, OnTimeline)]
