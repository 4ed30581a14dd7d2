"""How a cleaner says no to one value; who calls it turns it into an error naming the field."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

_MOST_REASONS = 5


class Refused(Exception):
    """The value cannot be taken as it is. `code` is for programs, `message` for the person who sent it."""

    def __init__(self, code: str, message: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message % words if words else message


class PartlyRefused(Refused):
    """Some items of a list cannot be taken. `kept`: those that can; `left`: the others, as they came."""

    def __init__(self, refused: Sequence[tuple[object, Refused]], kept: tuple[Any, ...]) -> None:
        reasons = dict.fromkeys(reason.message for _, reason in refused[:_MOST_REASONS])
        super().__init__(refused[0][1].code, " ".join(reasons))
        self.left = [item for item, _ in refused]
        self.kept = kept


def not_text() -> Refused:
    return Refused("invalid_type", gettext("Send text."))


def not_a_list() -> Refused:
    return Refused("invalid_type", gettext("Send a list of texts."))


def too_long(most: int) -> Refused:
    return Refused("too_long", gettext("Send at most %(most)d characters."), most=most)


def too_many(most: int) -> Refused:
    return Refused("too_many", gettext("Send at most %(most)d entries."), most=most)


def shown(value: str) -> str:
    """A value as an error message may repeat it: short, printable, on one line."""
    printable = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in value
    )
    return printable if len(printable) <= 60 else printable[:59] + "…"
