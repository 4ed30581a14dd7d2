"""Mails that are written when they are sent, so that what is secret or old does not lie in a row.

Each kind registers a writer under the event of its messages; it gets the message, in the vendor's scope.
"""

from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives

from prm.platform.outbox.models import OutboxMessage

Writer = Callable[[OutboxMessage], EmailMultiAlternatives]
_writers: dict[str, Writer] = {}


class NoLongerWanted(Exception):
    """What the mail is about is over; the text says so in the log of messages."""


def write_late(event: str, writer: Writer) -> None:
    """Write the mails of this event with `writer`, which may raise NoLongerWanted."""
    _writers[event] = writer


def writer_of(event: str) -> Writer | None:
    """The writer of an event's mails, if they are written late."""
    return _writers.get(event)
