"""Country (ISO 3166-1), region (ISO 3166-2), postal code, and currency (ISO 4217)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from functools import cache

import pycountry
from babel import Locale
from django.utils.translation import gettext

from prm.cleaning.refusal import Refused, shown
from prm.cleaning.text import clean_line, fold_marks

_REGION_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_POSTAL_CODE = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9][A-Z0-9 -]*", re.ASCII)
_US_ZIP = re.compile(r"(\d{5})(?:[ -]?(\d{4}))?", re.ASCII)
_CANADIAN = re.compile(r"([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)", re.ASCII)
# Not ISO's, but in everybody's data: XK is user-assigned for Kosovo, UK is reserved for the United Kingdom.
_BESIDE_ISO = {"xk": "XK", "kosovo": "XK", "uk": "GB", "great britain": "GB", "turkey": "TR"}
_BESIDE_ISO |= {"ivory coast": "CI", "the netherlands": "NL", "burma": "MM", "swaziland": "SZ"}
# ISO writes "Alacant*" and "Barcelona [Barcelona]" and "Bizkaia / Vizcaya" for names in two languages.
_BETWEEN_NAMES = re.compile(r"\s*[\[\]/*]\s*")


def clean_country(value: object) -> str:
    """ISO alpha-2, from alpha-2 or alpha-3 in any case, or an English name."""
    text = clean_line(value, 100)
    code = _countries().get(fold_marks(text))
    if code is None:
        raise Refused("invalid", gettext("“%(value)s” is not an ISO 3166-1 country."), value=shown(text))
    return code


def clean_region(value: object, country: str) -> str:
    """ISO 3166-2, from the code (US-TX), or its last part (TX) or name (Texas) together with the country.

    `country` may be "", when the region must be a full code and says which country it is in.
    """
    text = clean_line(value, 100)
    code = _region_code(text, country)
    if code is None:
        raise Refused("invalid", gettext("“%(value)s” is not an ISO 3166-2 region."), value=shown(text))
    if country and not code.startswith(country + "-"):
        raise Refused("mismatch", gettext("%(region)s is not in %(country)s."), region=code, country=country)
    return code


def clean_postal_code(value: object, country: str) -> str:
    """Upper case, in the country's way of writing where it is the United States' or Canada's."""
    text = unicodedata.normalize("NFKC", clean_line(value, 20)).removeprefix("〒").strip().upper()
    spelled = _spelled(text, country)
    if spelled is None or len(spelled) > 20:
        raise Refused("invalid", gettext("“%(value)s” is not a postal code there."), value=shown(text))
    return spelled


def clean_currency(value: object) -> str:
    text = clean_line(value, 100)
    if pycountry.currencies.get(alpha_3=text.upper()) is None:
        raise Refused("invalid", gettext("“%(value)s” is not an ISO 4217 currency."), value=shown(text))
    return text.upper()


def region_codes() -> Collection[str]:
    """Every ISO 3166-2 code."""
    return _outer_regions().keys()


def outer_region(region: str) -> str:
    """The region around this one, where ISO 3166-2 knows one, else ""."""
    return _outer_regions().get(region, "")


def _spelled(text: str, country: str) -> str | None:
    if country == "US":
        match = _US_ZIP.fullmatch(text)
        return "-".join(part for part in match.groups() if part) if match else None
    if country == "CA" and (match := _CANADIAN.fullmatch(text)):
        return " ".join(match.groups())
    return text if _POSTAL_CODE.fullmatch(text) and country != "CA" else None


def _region_code(text: str, country: str) -> str | None:
    upper = text.upper()
    if _REGION_CODE.fullmatch(upper) and upper in region_codes():
        return upper
    if f"{country}-{upper}" in region_codes():
        return f"{country}-{upper}"
    return _region_names().get((country, fold_marks(text)))


@cache
def _countries() -> dict[str, str]:
    english = Locale("en").territories
    index = dict(_BESIDE_ISO)
    for country in pycountry.countries:
        names = [country.name, getattr(country, "official_name", None), getattr(country, "common_name", None)]
        names += [english.get(country.alpha_2), country.alpha_2, country.alpha_3]
        index.update((fold_marks(name), country.alpha_2) for name in names if name)
    return index


@cache
def _outer_regions() -> dict[str, str]:
    return {region.code: region.parent_code or "" for region in pycountry.subdivisions}


@cache
def _region_names() -> dict[tuple[str, str], str]:
    """Where a city and the province around it share a name, the outer one; where two equals do, neither."""
    found: dict[tuple[str, str], set[tuple[bool, str]]] = defaultdict(set)
    for region in pycountry.subdivisions:
        for name in (region.name, *filter(None, _BETWEEN_NAMES.split(region.name))):
            found[region.country_code, fold_marks(name)].add((region.parent_code is not None, region.code))
    return {
        key: sorted(codes)[0][1]
        for key, codes in found.items()
        if len(codes) == 1 or sorted(codes)[0][0] != sorted(codes)[1][0]
    }
