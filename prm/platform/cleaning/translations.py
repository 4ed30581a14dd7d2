"""Names of countries and regions in other languages, from the catalogues that come with pycountry."""

import gettext
from functools import cache
from pathlib import Path
from typing import Literal

import pycountry
from babel.core import get_global

Domain = Literal["iso3166-1", "iso3166-2"]
_EVERYWHERE = ("en", "de", "fr", "es")
_SPOKEN_BY_PERCENT = 5


def translated(domain: Domain, name: str, language: str) -> str:
    """The name in a language (a tag such as pt-BR), or "" where the catalogue has none."""
    for catalogue in _catalogues(domain, language):
        found = catalogue.gettext(name)
        if found != name:
            return found
    return ""


@cache
def languages_of(country: str) -> tuple[str, ...]:
    """The languages in which people of a country write its regions, and those of trade."""
    spoken = get_global("territory_languages").get(country, {})
    own = [
        tag.replace("_", "-")
        for tag, facts in spoken.items()
        if facts["official_status"] or facts["population_percent"] >= _SPOKEN_BY_PERCENT
    ]
    return tuple(dict.fromkeys((*own, *_EVERYWHERE)))


@cache
def is_spoken_in(language: str, country: str) -> bool:
    """Whether a language is an official one of the country."""
    spoken = get_global("territory_languages").get(country, {})
    facts = spoken.get(language.partition("-")[0])
    return bool(facts and facts["official_status"])


_FOLDER = Path(pycountry.LOCALES_DIR)


@cache
def _catalogues(domain: Domain, language: str) -> tuple[gettext.NullTranslations, ...]:
    tag, _, area = language.partition("-")
    names = [f"{tag}_{area.upper()}", tag] if area else [tag]
    names = ["nb_NO", *names] if tag in ("nb", "no", "nn") else names
    paths = [_FOLDER / name / "LC_MESSAGES" / f"{domain}.mo" for name in names]
    return tuple(gettext.translation(domain, _FOLDER, [path.parts[-3]]) for path in paths if path.exists())
