"""Amounts as people type them: "60,000", "$60k", "€1.5m", "1 000 000", "51-200", "50.000"."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

import pycountry
from django.utils.translation import gettext

from prm.platform.cleaning.amount_words import PEOPLE, ROUND, SIGNS, TAIL, TIMES, VAGUE_SIGNS
from prm.platform.cleaning.decimal_mark import Mark
from prm.platform.cleaning.refusal import Refused, shown

_LONGEST = 100
_RANGE = re.compile(r"(?<=[\d\w.])\s*(?:-|~|to|bis|a|al|until|\.\.+)\s*(?=[^\d\s]{0,4}\s*\d)")
_NUMBER = re.compile(
    r"(?P<before>[^\d]*?)(?P<digits>\d[\d.,' ]*|[.,]\d+)(?P<exponent>e\+?\d{1,2})?(?P<after>\D*)", re.ASCII
)
_SPACED = re.compile(r"(\d{1,3}(?:'\d{2,3})*'\d{3})([.,]\d*)?")
_GROUPED = re.compile(r"\d{1,3}(?:'\d{3})+|\d{1,2}(?:'\d{2})+'\d{3}")
_NEGATIVE = re.compile(r"[^\s\d]{0,3}\s*-\s*[^\s\d]{0,3}\s*\d")
_DASHES = re.compile("[‐‑‒–—―−﹣〜～]")
_APOSTROPHES = re.compile("[’‘`´٬]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Amount:
    """A number of 0 or more, and the ISO 4217 currency where one was written beside it."""

    number: Decimal
    currency: str = ""


def read_amount(text: str, mark: Mark = "") -> Amount:
    """The amount of a text; of a range the lower end, which is certain ("51-200" is 51, "200+" is 200).

    `mark` is the decimal mark where the text was written, "" for unknown. Raises Refused: `ambiguous` for
    what means two things there ("50.000"), `out_of_range` for a negative number, `invalid` for all else.
    """
    if len(text) > _LONGEST:
        _refuse(text)
    plain = _plain(text)
    if _NEGATIVE.match(plain):
        raise Refused("out_of_range", gettext("Send a number of 0 or more."))
    ends = [_Part.of(part) for part in _RANGE.split(_bare(plain), maxsplit=1)]
    if any(end is None for end in ends):
        _refuse(text)
    parts = [end for end in ends if end is not None]
    low, high = (_number(part, mark, text) for part in (parts[0], parts[-1]))
    # Of "50-100k" the k counts for both, of "500-1k" it does not.
    number = low * (parts[0].times or (parts[-1].times if low <= high else 1) or 1)
    if high * (parts[-1].times or 1) < number:
        _refuse(text)
    return Amount(number, next((part.currency for part in parts if part.currency), ""))


@dataclass(frozen=True)
class _Part:
    """One number as it was typed: its digits with their marks, what multiplies it, and its currency."""

    digits: str
    times: int
    currency: str
    exponent: int = 0

    @classmethod
    def of(cls, text: str) -> "_Part | None":
        match = _NUMBER.fullmatch(text)
        words = _words(f"{match['before']} {match['after']}") if match else None
        if match is None or words is None:
            return None
        times = [TIMES[word] for word in words if word in TIMES]
        signs = {SIGNS.get(word, word.upper()) for word in words if word not in TIMES | VAGUE_SIGNS}
        if len(times) > 1 or len(signs) > 1:
            return None
        exponent = int(match["exponent"][1:]) if match["exponent"] else 0
        return cls(match["digits"].strip(), times[0] if times else 0, "".join(signs), exponent)


def _plain(text: str) -> str:
    """Lower case, ASCII digits of any script, one sort of dash, apostrophe and space."""
    folded = unicodedata.normalize("NFKD", text.strip().casefold())
    digits = "".join(
        str(unicodedata.digit(character)) if character.isdigit() else character
        for character in folded
        if not unicodedata.combining(character)
    )
    digits = digits.replace("٫", ".").replace("、", ",").replace("，", ",")
    return _SPACES.sub(" ", _APOSTROPHES.sub("'", _DASHES.sub("-", digits)))


def _bare(text: str) -> str:
    """Without words that only say how sure it is, or what is counted."""
    before = None
    while before != text:
        before = text
        text = PEOPLE.sub("", text).strip()
        text = ROUND.sub("", text, count=1).strip() if ROUND.match(text) else text
        text = TAIL.sub("", text).strip()
        text = text.lstrip("<>=≤≥~ ").strip()
        text = text[1:-1].strip() if text[:1] + text[-1:] == "[]" else text
    return text.removesuffix(".-").removesuffix(",-").strip()


def _words(text: str) -> list[str] | None:
    """The multipliers and currencies of a text; None where it says something else."""
    words = re.findall(r"[a-z]*\$|[^\s\d$.,]+", text)
    words = [part for word in words for part in _cut(word)]
    return words if all(word in TIMES or _is_currency(word) for word in words) else None


def _cut(word: str) -> list[str]:
    """ "k€" is k and €; "keur" is k and eur."""
    if word in TIMES or _is_currency(word):
        return [word]
    for length in (1, 2, 3):
        if word[:length] in TIMES and _is_currency(word[length:]):
            return [word[:length], word[length:]]
        if word[:length] in SIGNS and word[length:] in TIMES:
            return [word[:length], word[length:]]
    return [word]


def _is_currency(word: str) -> bool:
    return word in SIGNS or word in VAGUE_SIGNS or pycountry.currencies.get(alpha_3=word.upper()) is not None


def _number(part: _Part, mark: Mark, text: str) -> Decimal:
    digits = part.digits.replace(" ", "'").rstrip("'")
    spaced = _SPACED.fullmatch(digits)
    if spaced is not None:
        digits = spaced[1].replace("'", "") + (spaced[2] or "").replace(",", ".")
    elif "'" in digits:
        _refuse(text)
    else:
        digits = _pointed(digits, mark, text)
    return Decimal(digits).scaleb(part.exponent)


def _pointed(digits: str, mark: Mark, text: str) -> str:
    """The digits with a point before the decimals and no other mark."""
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if len(set(marks)) == 2:
        other = "," if last == "." else "."
        return f"{_ungrouped(head, other, text)}.{tail or 0}" if last not in head else _refuse(text)
    if len(marks) > 1:
        return _ungrouped(digits, last, text)
    if len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0"):
        return f"{head or 0}.{tail or 0}"
    return _three_after(head, tail, last, mark, text)


def _three_after(head: str, tail: str, last: str, mark: Mark, text: str) -> str:
    """ "50.000" and "50,000": thousands where the other mark stands before decimals.

    Nobody writes money or people with three decimals, so where this mark stands before decimals the
    writer may well come from elsewhere: that is ambiguous. Unknown, a comma is for thousands.
    """
    groups = mark == "," if last == "." else mark != ","
    if groups:
        return head + tail
    raise Refused(
        "ambiguous",
        gettext("“%(value)s” is ambiguous. Send the number without a thousands separator."),
        value=shown(text.strip()),
    )


def _ungrouped(digits: str, mark: str, text: str) -> str:
    """Without the marks between groups of three digits, or of two and at last three as in India."""
    if not _GROUPED.fullmatch(digits.replace(mark, "'")):
        _refuse(text)
    return digits.replace(mark, "")


def _refuse(text: str) -> NoReturn:
    raise Refused("invalid", gettext("“%(value)s” is not a number."), value=shown(text.strip()))
