"""Signs that several currencies share ("$", "kr"): which one is meant follows from the country."""

import re
from functools import lru_cache

from babel.numbers import get_currency_name, get_territory_currencies

# A sign, the words in the English names of the currencies that use it, and the currency where none fits.
_SIGNS = (
    (re.compile(r"\$|\bdollars?\b"), ("dollar", "peso"), "USD"),
    (re.compile(r"¥|\byen\b"), ("yen", "yuan"), ""),
    (re.compile(r"\bkr\b"), ("krone", "krona", "króna"), ""),
    (re.compile(r"\bpounds\b"), ("pound",), "GBP"),
)


def vague_currency(text: str, country: str) -> str:
    """The ISO 4217 currency of a sign in the text: the country’s own if it uses the sign; "" if unclear."""
    plain = text.casefold()
    found = next(((names, usual) for sign, names, usual in _SIGNS if sign.search(plain)), None)
    if found is None:
        return ""
    names, usual = found
    local, name = _currency_of(country)
    return local if any(word in name for word in names) else usual


@lru_cache(512)
def _currency_of(country: str) -> tuple[str, str]:
    """A country's currency and its English name."""
    codes = get_territory_currencies(country) if country else []
    return (codes[0], get_currency_name(codes[0], locale="en").casefold()) if codes else ("", "")
