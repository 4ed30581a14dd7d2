"""Two ways of writing a name without accents: Müller becomes Muller, and Mueller."""

import re
import unicodedata
from typing import Final

from anyascii import anyascii

from prm.platform.cleaning.text import fold_marks, visible

# Letters that Unicode does not take apart.
_PLAIN: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_SPELLED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe"})
# Letters of two scripts that look the same, Cyrillic and Greek beside Latin.
_LOOKALIKES: Final = dict(
    zip("авекмнорстухіјѕёһԁԛԝґɡοανικρτυχ", "abekmhopctyxijsehdqwrgoavikptux", strict=True)
)
_TO_LATIN: Final = str.maketrans(_LOOKALIKES)
_TO_CYRILLIC: Final = str.maketrans(
    {latin: other for other, latin in reversed(_LOOKALIKES.items()) if "а" <= other <= "ё"}
)
_WORD = re.compile(r"\w+")


def plain_letters(text: str) -> str:
    """Lower case, without accents: Müller is muller, Søn is son, Straße is strasse."""
    folded = fold_marks(unmixed(visible(text)))
    return folded if folded.isascii() else fold_marks(folded.translate(_PLAIN))


def spelled_letters(text: str) -> str:
    """Lower case, with the letters that stand for an accent: Müller is mueller, Søn is soen, Å is aa."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", unmixed(visible(text)).casefold())
    return plain_letters(composed.translate(_SPELLED))


def latin_letters(text: str) -> str:
    """A folded text in Latin letters, where it is Cyrillic or Greek; else "" ."""
    letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
    if not letters or not all("\u0370" <= letter <= "\u052f" for letter in letters):
        return ""
    return anyascii(text).casefold().replace("'", "")


def unmixed(text: str) -> str:
    """The text with each word in one script: a Cyrillic о in a Latin word only looks like its o."""
    return text if text.isascii() else _WORD.sub(lambda word: _in_one_script(word[0]), text)


def _in_one_script(word: str) -> str:
    lower = word.casefold()
    latin = [letter for letter in lower if "a" <= letter <= "z"]
    others = [letter for letter in lower if "\u0370" <= letter <= "\u052f"]
    if not latin or not others:
        return word
    if all(letter in _LOOKALIKES for letter in others):
        return lower.translate(_TO_LATIN)
    if all(ord(letter) in _TO_CYRILLIC for letter in latin):
        return lower.translate(_TO_CYRILLIC)
    return word
