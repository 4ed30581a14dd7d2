"""How a country writes numbers: whether "50.000" is fifty or fifty thousand there."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

Mark = Literal[".", ",", ""]
# Written with a comma in Spain and Argentina, with a point in Mexico: without a country it decides nothing.
_DIVIDED = frozenset(("es",))


@lru_cache(4096)
def decimal_mark(country: str = "", languages: Sequence[str] = ()) -> Mark:
    """The mark before the decimals, by ISO country and BCP 47 tags; "" where they do not decide.

    A country whose languages differ (Canada) needs the language. `languages` must be hashable: a tuple.
    """
    if not country:
        return _shared([_mark(tag) for tag in languages])
    official = get_official_languages(country, de_facto=True)
    spoken = [tag for tag in languages if tag.partition("-")[0] in official]
    return _shared([_mark(f"{tag.partition('-')[0]}-{country}") for tag in spoken or official])


def _shared(marks: Sequence[Mark]) -> Mark:
    return marks[0] if len(set(marks)) == 1 else ""


@lru_cache(1024)
def _mark(tag: str) -> Mark:
    parts = tag.replace("_", "-").split("-")
    territory = next((part for part in parts[1:] if len(part) == 2), None)
    if territory is None and parts[0] in _DIVIDED:
        return ""
    for name in filter(None, (territory and f"{parts[0]}_{territory}", parts[0])):
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        decimal = locale.number_symbols.get("latn", {}).get("decimal", ".")
        return "," if decimal == "," else "."
    return ""
