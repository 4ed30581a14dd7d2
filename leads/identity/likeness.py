"""Names that are almost the same."""

import re
from typing import Final, Protocol

from rapidfuzz.fuzz import ratio

from leads.identity.company import Key

LIKE_NAME: Final = 90.0
LIKE_WORD: Final = 75.0
NUMBER: Final = re.compile(r"\d+")
_BEGINNING = 5


class Named(Protocol):
    """A lead, as far as its company goes."""

    company_keys: list[str]
    company_fold: str


def name_likeness(one: str, other: str) -> float:
    """How like two folded names are, from 0 to 1: 0 where a word of one has no like in the other.

    "Kestral Mills" is like "Kestrel Mills"; "North Star Foods" is not like "North Shore Foods". Numbers are
    compared as they are: "Studio 54" is not like "Studio 55".
    """
    words, others = one.split(), other.split()
    if NUMBER.findall(one) != NUMBER.findall(other):
        return 0.0
    if not words or len(words) != len(others) or ratio(one, other) < LIKE_NAME:
        return 0.0
    if any(max(ratio(word, each) for each in others) < LIKE_WORD for word in words):
        return 0.0
    return ratio(one, other) / 100


def neighbour_keys(lead: Named) -> list[Key]:
    """The keys under which leads of what may be one company are found."""
    return [*lead.company_keys, *block_keys(lead)]


def block_keys(lead: Named) -> list[Key]:
    """Names that begin alike are compared letter by letter."""
    start = lead.company_fold.replace(" ", "")[:_BEGINNING]
    return [f"b:{start}"] if len(start) == _BEGINNING else []
