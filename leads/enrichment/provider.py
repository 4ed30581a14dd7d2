"""What a provider of missing facts is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from leads.intake.normalise import CleanLead


@dataclass(frozen=True)
class Addition:
    """A value for an empty field, in its clean form, and what it follows from: a field's name."""

    field: str
    value: Any
    source: str


@dataclass(frozen=True)
class Provider:
    """Fills in some fields from what is known. `find` asks nobody, and is called where `adds` has a gap."""

    name: str
    words: Promise
    adds: tuple[str, ...]
    find: Callable[[CleanLead], Iterable[Addition]]
    is_optional: bool = True
