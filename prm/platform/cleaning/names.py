"""Names of places as they are compared: without case, accents, punctuation and the spelling of umlauts."""

import re

from prm.platform.cleaning.text import fold_marks

_INITIALS = re.compile(r"(?<=\w)\.(?=\w\b)|(?<=\b\w)\.")
_APOSTROPHES = re.compile("['’ʼ`´]")
_OUTSIDE_WORDS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_SAINTS = {"st": "saint", "ste": "sainte", "sankt": "saint", "sct": "saint"}


def fold_name(name: str) -> str:
    """A name for comparing: "Saint-Denis" and "ST. DENIS" are one, "U.S.A." is "usa"."""
    text = fold_marks(_INITIALS.sub("", name)).translate(_LETTERS).replace("&", " and ")
    words = _OUTSIDE_WORDS.sub(" ", _APOSTROPHES.sub("", text)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_SAINTS.get(word, word) for word in words)


def spellings(name: str) -> set[str]:
    """The folds that a name is looked up by: Württemberg is found as wurttemberg and wuerttemberg."""
    return {fold_name(name), fold_name(name.casefold().translate(_SPELLED_OUT))} - {""}
