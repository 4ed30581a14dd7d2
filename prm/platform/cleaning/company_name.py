"""A company's name for comparing: without case, accents, punctuation and legal form."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from prm.platform.cleaning.fold import latin_letters, plain_letters, spelled_letters
from prm.platform.cleaning.legal_forms import (
    BEFORE,
    BEHIND,
    CJK_BEFORE,
    CJK_BEHIND,
    CJK_WORDS,
    LONG_PIECES,
    PHRASES_BY_FIRST,
    PHRASES_BY_LAST,
)

FOLD_LENGTH: Final = 190
_DOT_IN_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_ASCII_WORDS = re.compile(r"[A-Za-z0-9]+")
_APOSTROPHES = re.compile("['’‘`´ʼ״׳\"]")
_CJK_FORM = re.compile(f"^(?:{CJK_BEFORE})|(?:{CJK_BEHIND})$")
_JOINTS: Final = frozenset(("and", "und", "et", "e", "y", "og", "och", "en", "i", "и"))
_AND: Final = {"und": "and", "et": "and", "och": "and", "og": "and"}
_MOST_PIECES = 6
_LONGEST_PIECE = 3


def fold_company(name: str) -> str:
    """The name for comparing: "Acme, Inc." is "acme", "Müller GmbH & Co. KG" is "muller"."""
    return _fold(plain_letters(name))


@lru_cache(8192)
def company_folds(name: str) -> tuple[str, ...]:
    """Every fold by which the company may be met: "Müller" as muller and mueller, "Ромашка" as romashka."""
    first = fold_company(name)
    if name.isascii():
        return (first,) if first else ()
    folds = (first, _fold(spelled_letters(name)), _fold(latin_letters(first)))
    return tuple(dict.fromkeys(fold for fold in folds if fold))


def _fold(letters: str) -> str:
    text = _APOSTROPHES.sub("", letters).replace("&", " and ").replace("+", " and ")
    text = _DOT_IN_INITIALS.sub("", text)
    words = _words(text)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    bare = _without_forms_before(_without_forms_behind(_without_cjk_forms(words)))
    return " ".join(_AND.get(word, word) for word in bare)[:FOLD_LENGTH].rstrip()


def _words(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_WORDS.findall(text)
    return "".join(character if _is_of_a_word(character) else " " for character in text).split()


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] in "LMN"


def _without_forms_behind(words: list[str]) -> list[str]:
    """The name keeps at least one word."""
    kept = list(words)
    while len(kept) > 1 and (length := _form_behind(kept)):
        kept = kept[:-length]
    return kept


def _form_behind(words: list[str]) -> int:
    """How many words at the end are a legal form."""
    for phrase in PHRASES_BY_LAST.get(words[-1], ()):
        if len(words) > len(phrase) and tuple(words[-len(phrase) :]) == phrase:
            return len(phrase)
    length = next((count for count in _counts(words) if _is_form(words[len(words) - count :], BEHIND)), 0)
    joint = length and len(words) > length + 1 and words[-length - 1] in _JOINTS
    return length + 1 if joint else length


def _without_forms_before(words: list[str]) -> list[str]:
    for phrase in PHRASES_BY_FIRST.get(words[0], ()) if words else ():
        if len(words) > len(phrase) and tuple(words[: len(phrase)]) == phrase:
            return words[len(phrase) :]
    length = next((count for count in _counts(words) if _is_form(words[:count], BEFORE)), 0)
    return words[length:]


def _counts(words: list[str]) -> range:
    """The numbers of words that may be a form, the most first, so that one word is left."""
    return range(min(_MOST_PIECES, len(words) - 1), 0, -1)


def _is_form(words: list[str], forms: frozenset[str]) -> bool:
    """Whether the words are a form, whole or in pieces."""
    if len(words) > 1 and any(len(word) > _LONGEST_PIECE and word not in LONG_PIECES for word in words):
        return False
    return "".join(words) in forms


def _without_cjk_forms(words: list[str]) -> list[str]:
    """Legal forms of Chinese, Japanese, Korean and Thai names stand before or behind, without a space."""
    if all(word.isascii() for word in words):
        return words
    stripped = (_CJK_FORM.sub("", word) for word in words if word not in CJK_WORDS)
    return [word for word in stripped if word] or words
