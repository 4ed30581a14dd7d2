"""The catalogue of events: each is declared once, as a class, by the app that it belongs to.

A declaration says what the event is called, in which words people read of it, who is mailed, and what its
payload holds. Webhook documentation, the filters of webhooks, notice settings, mails and timelines are all
derived from it. Defining the class puts it into the catalogue; `tell` says that such an event happened.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from django.utils.functional import Promise

from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.letters.letter import Letter, Source
from prm.platform.outbox.shape import Shape


class Audience(Enum):
    """Whose members hear of an event by mail."""

    PARTNER = "partner"
    VENDOR = "vendor"
    BOTH = "both"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Group:
    """Events that belong together where people choose among them; the lowest rank comes first."""

    words: Promise
    rank: int


class Event:
    """One event. A subclass with a `name` is a declaration; one without is a base for others.

    - `words`: what happened, for webhooks, mails and notice settings.
    - `partner_words`: the same, addressed to the partner, where the words are not.
    - `is_urgent`: whether somebody has to act soon, so that a daily mail would come too late.
    - `group`: where it stands among the events that people choose from. In a group, those that are wanted
      most are declared first.
    - `audience`: whose members are mailed. An event that is mailed has a `letter` of its own.
    - `payload`, `partner_payload`: what the vendor's and the partners' webhooks get; several shapes where it
      can come about in several ways.
    - `is_variant`: another way in which a declared event comes about. It borrows the name and is no event of
      its own.
    - `is_sent`: false for what stands on a timeline only, and has no payload and no words for mails.
    - `is_of_offers`: within a partner, only those hear of it who are to hear of offers.
    - `answered_until`, `answers`: where the payload says until when, and about what, the mail's reader can
      answer without logging in. After that instant the mail is of no use and is not sent.
    """

    name: ClassVar[str]
    words: ClassVar[Promise]
    partner_words: ClassVar[Promise | None] = None
    is_urgent: ClassVar[bool] = False
    group: ClassVar[Group]
    audience: ClassVar[Audience]
    payload: ClassVar[type[Shape] | tuple[type[Shape], ...]]
    partner_payload: ClassVar[type[Shape] | None] = None
    is_variant: ClassVar[bool] = False
    is_sent: ClassVar[bool] = True
    is_of_offers: ClassVar[bool] = False
    answered_until: ClassVar[tuple[str, ...]] = ()
    answers: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        if "name" in vars(cls) and not cls.is_variant:
            _declare(cls)

    @classmethod
    def letter(cls, source: Source) -> Letter:
        """What is written to people: shown as mail and as a chat message."""
        return Letter(subject=str(cls.words), opening="")

    @classmethod
    def missing(cls) -> list[str]:
        """What the declaration lacks; each kind of event adds what it needs."""
        if not cls.is_sent:
            return []
        lacking = [name for name in ("words", "group", "audience", "payload") if not hasattr(cls, name)]
        if lacking:
            return lacking
        if cls.mails_partners() and cls.partner_payload is None:
            lacking.append("partner_payload")
        is_mailed = cls.audience is not Audience.NOBODY
        return [*lacking, "letter"] if is_mailed and "letter" not in _own(cls) else lacking

    @classmethod
    def shapes(cls) -> tuple[type[Shape], ...]:
        """Every shape that the vendor's payload can have."""
        return cls.payload if isinstance(cls.payload, tuple) else (cls.payload,)

    @classmethod
    def mails_partners(cls) -> bool:
        """Whether members of the partners that an event names are mailed."""
        return cls.audience in (Audience.PARTNER, Audience.BOTH)

    @classmethod
    def mails_vendor(cls) -> bool:
        """Whether the vendor's admins and channel managers are mailed."""
        return cls.audience in (Audience.VENDOR, Audience.BOTH)

    def announcement(self) -> Announcement | None:
        """What leaves the system; None for what does not."""
        raise NotImplementedError


_CATALOGUE: dict[str, type[Event]] = {}


def _own(cls: type[Event]) -> set[str]:
    """What the declaration itself says, or a base of it that is a declaration or mixin of an app."""
    return {name for base in cls.__mro__ if base is not Event for name in vars(base)}


def _declare(event: type[Event]) -> None:
    if lacking := event.missing():
        raise TypeError(f"the event {event.name} lacks {', '.join(lacking)}")
    if event.name in _CATALOGUE:
        raise TypeError(f"the event {event.name} is declared twice")
    _CATALOGUE[event.name] = event


def declared(name: str) -> type[Event]:
    """The event of this name. Raises KeyError."""
    return _CATALOGUE[name]


def is_sent(name: str) -> bool:
    """Whether there is an event of this name that webhooks can get."""
    return name in _CATALOGUE and _CATALOGUE[name].is_sent


def all_events() -> Iterator[type[Event]]:
    """Every declared event."""
    return iter(_CATALOGUE.values())


def sent_events() -> list[type[Event]]:
    """The events that leave the system: by group, those that are wanted most first."""
    return sorted((event for event in all_events() if event.is_sent), key=lambda event: event.group.rank)


def events_mailed_to(audience: Audience) -> list[type[Event]]:
    """The events a member of this audience can choose about, in the order of `sent_events`."""
    return [event for event in sent_events() if event.audience in (audience, Audience.BOTH)]


Choices = list[tuple[str, list[tuple[str, Promise]]]]


def grouped(events: list[type[Event]], *, to_partner: bool = False) -> Choices:
    """Events with their words under the words of their groups: choices for a form."""
    groups: dict[Group, list[tuple[str, Promise]]] = {}
    for event in events:
        words = event.partner_words if to_partner and event.partner_words else event.words
        groups.setdefault(event.group, []).append((event.name, words))
    return [(str(group.words), choices) for group, choices in groups.items()]


def event_choices() -> Choices:
    """What a vendor's webhook can be asked to send."""
    return grouped(sent_events())


def partner_event_choices() -> Choices:
    """What a partner's webhook can be asked to send, in words addressed to the partner."""
    return grouped(events_mailed_to(Audience.PARTNER), to_partner=True)


def event_names() -> list[tuple[str, str]]:
    """Names with words, ungrouped: for filters of lists."""
    return [(event.name, str(event.words)) for event in sent_events()]


def write_letter(event: str, data: Mapping[str, Any], *, zone: str = "UTC") -> Letter:
    """The letter of an event in the active language, its instants in the reader's zone.

    It holds only what the payload holds, so that what a partner may not see cannot be in it.
    """
    return declared(event).letter(Source(data, zone or "UTC"))
