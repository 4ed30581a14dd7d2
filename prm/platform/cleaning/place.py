"""Country (ISO 3166-1), region (ISO 3166-2), postal code, and currency (ISO 4217)."""

import re

import pycountry
from django.utils.translation import gettext

from prm.platform.cleaning.countries import find_country
from prm.platform.cleaning.geocode import region_of_city, region_of_largest_city
from prm.platform.cleaning.postal import MOST, example_of, read_postal_code, read_postal_prefix
from prm.platform.cleaning.refusal import Refused, not_text, shown, too_long
from prm.platform.cleaning.region_names import find_regions, former_code
from prm.platform.cleaning.subdivisions import (
    is_same_place,
    region_codes,
    regions_of,
    twins_of,
    usual_data,
    with_outer_regions,
)
from prm.platform.cleaning.text import clean_line
from prm.platform.country_names import country_name, region_name

_REGION_CODE = re.compile(r"[A-Z]{2}[-_ ][A-Z0-9]{1,3}", re.ASCII)
_LARGEST = 1e12
_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[](.+)[)\]]")


def clean_country(value: object) -> str:
    """ISO alpha-2, from a code of two or three letters or a name in any language; England is GB."""
    return _country(clean_line(value, 100)).partition("-")[0]


def region_in_country(value: object) -> str:
    """The region that was given as a country, such as England (GB-ENG); "" for a country, or for nothing."""
    try:
        code = _country(clean_line(value, 100))
    except Refused:
        return ""
    return code if "-" in code else ""


def clean_region(value: object, country: str) -> str:
    """ISO 3166-2, from a code (US-TX, TX), a name (Texas) or a city of it; "" for the whole country.

    `country` may be "", when the region must be a full code or name its country ("Texas, USA").
    """
    text = clean_line(value, 100)
    found = _regions(text, country)
    if not found and country and (city := region_of_city(country, text)):
        found = (city,)
    return _only(found, text, country)


def clean_territory_region(value: object, country: str) -> str:
    """As `clean_region`, but for an area that somebody sells in: a city stands for no more than itself."""
    text = clean_line(value, 100)
    found = _regions(text, country)
    if not found and country and (city := region_of_city(country, text)):
        raise Refused(
            "invalid",
            gettext("%(city)s is a city in %(region)s. Name a region, or give the postal codes of the city."),
            city=shown(text),
            region=region_name(city),
        )
    return _only(found, text, country)


def clean_postal_code(value: object, country: str) -> str:
    """As its country writes it. Zeros that a spreadsheet dropped come back, a country in front goes."""
    text = _line(value)
    found = read_postal_code(text, country)
    if found is None:
        raise _no_postal_code(text, country)
    return found


def clean_postal_prefix(value: object, country: str) -> str:
    """How postal codes of a territory begin, as its country writes them."""
    text = _line(value)
    found = read_postal_prefix(text, country)
    if found is None:
        example = example_of(country)
        words = gettext("No postal code of %(country)s begins with “%(value)s”. A whole one is %(example)s.")
        raise Refused(
            "invalid", words, country=country_name(country), value=shown(text), example=example or "–"
        )
    return found


def clean_currency(value: object) -> str:
    text = clean_line(value, 100)
    if pycountry.currencies.get(alpha_3=text.upper()) is None:
        raise Refused("invalid", gettext("“%(value)s” is not an ISO 4217 currency."), value=shown(text))
    return text.upper()


def _country(text: str) -> str:
    code = find_country(text)
    if not code:
        raise Refused(
            "invalid",
            gettext("“%(value)s” is no country. Send its name or code, such as DE."),
            value=shown(text),
        )
    return code


def _regions(text: str, country: str) -> tuple[str, ...]:
    """What the text may mean: codes, or ("",) for the whole country."""
    upper = text.upper()
    if not country:
        return _without_country(text)
    if _REGION_CODE.fullmatch(upper):
        return _by_code(f"{upper[:2]}-{upper[3:]}", country) or _by_name(text, country)
    return _by_code(f"{country}-{upper}", country) or _by_name(text, country)


def _without_country(text: str) -> tuple[str, ...]:
    upper = text.upper().replace("_", "-")
    if upper in region_codes():
        return (upper,)
    if former := former_code(upper):
        return former
    name, country = _split(text)
    code = find_country(country).partition("-")[0] if country else ""
    return _by_name(name, code) if code else ()


def _by_code(code: str, country: str) -> tuple[str, ...]:
    if code in usual_data()["whole_country"] or is_same_place(code, country):
        return ("",)
    if code in region_codes():
        return (code,)
    return former_code(code)


def _by_name(text: str, country: str) -> tuple[str, ...]:
    """By a name, alone or with the country or the region around it: "Texas, USA", "Paris, Île-de-France"."""
    whole = find_country(text)
    found = find_regions(text, country)
    if found:
        return found if whole != country else _country_or(found, country)
    if whole == country:
        return ("",)
    if whole.startswith(f"{country}-"):
        return (whole,)
    if twins := tuple(twin for twin in twins_of(whole) if twin.startswith(f"{country}-")):
        return twins
    name, around = _split(text)
    if not around:
        return ()
    if find_country(around).partition("-")[0] == country:
        return _regions(name, country)
    inner, outer = _regions(name, country), _regions(around, country)
    return tuple(each for each in inner if set(outer) & {*with_outer_regions(each)}) or inner or outer


def _country_or(found: tuple[str, ...], country: str) -> tuple[str, ...]:
    """A region with its country's name may be either; with one region in all, there is no difference."""
    return (*found, "") if len(regions_of(country)) > 1 else found


def _split(text: str) -> tuple[str, str]:
    """ "Texas, USA" and "Texas (USA)" as Texas and USA; blank where there is only one part."""
    if bracketed := _IN_BRACKETS.fullmatch(text):
        return bracketed[1], bracketed[2]
    name, _, around = text.rpartition(",")
    return (name.strip(), around.strip()) if name.strip() and around.strip() else ("", "")


def _only(found: tuple[str, ...], text: str, country: str) -> str:
    if len(found) == 1:
        code = found[0]
        if country and code and not code.startswith(f"{country}-"):
            raise Refused(
                "mismatch",
                gettext("%(region)s is not in %(country)s."),
                region=region_name(code),
                country=country_name(country),
            )
        return code
    if found:
        several = ", ".join(
            f"{region_name(code)} ({code})" if code else country_name(country) for code in found
        )
        raise Refused(
            "ambiguous",
            gettext("“%(value)s” is ambiguous. Send one of: %(several)s."),
            value=shown(text),
            several=several,
        )
    raise _no_region(text, country)


def _no_region(text: str, country: str) -> Refused:
    if not country:
        words = gettext("Name the country of “%(value)s” as well.")
        return Refused("invalid", words, value=shown(text))
    example = region_name(region_of_largest_city(country))
    words = (
        gettext("%(country)s has no region “%(value)s”. Name one, such as %(example)s.")
        if example
        else gettext("%(country)s has no region “%(value)s”.")
    )
    return Refused("invalid", words, value=shown(text), country=country_name(country), example=example)


def _no_postal_code(text: str, country: str) -> Refused:
    example = example_of(country)
    if not example:
        return Refused("invalid", gettext("“%(value)s” is no postal code."), value=shown(text))
    return Refused(
        "invalid",
        gettext("“%(value)s” is no postal code of %(country)s; one is written like %(example)s."),
        value=shown(text),
        country=country_name(country),
        example=example,
    )


def _line(value: object) -> str:
    """Text, or a number as spreadsheets send it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST:
        value = int(value)
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str):
        raise not_text()
    text = clean_line(value, 100)
    if len(text) > MOST:
        raise too_long(MOST)
    return text
