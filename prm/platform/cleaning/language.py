"""Languages as BCP 47 tags: language, script, region, each checked against its registry."""

import re

import pycountry
from django.utils.translation import gettext

from prm.platform.cleaning.refusal import Refused, shown
from prm.platform.cleaning.text import clean_line

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)",
    re.ASCII,
)


def clean_language(value: object) -> str:
    text = clean_line(value, 100)
    match = _TAG.fullmatch(text.replace("_", "-").lower())
    tag = _spelled(match) if match else None
    if tag is None or len(tag) > 35:
        raise Refused("invalid", gettext("“%(value)s” is not a BCP 47 language."), value=shown(text))
    return tag


def _spelled(match: re.Match[str]) -> str | None:
    language, script, region = match["language"], match["script"], match["region"]
    found = pycountry.languages.get(**{f"alpha_{len(language)}": language})
    script_found = script is None or pycountry.scripts.get(alpha_4=script.title()) is not None
    region_found = region is None or region.isdigit() or pycountry.countries.get(alpha_2=region.upper())
    if found is None or not script_found or not region_found:
        return None
    shortest = getattr(found, "alpha_2", found.alpha_3)
    parts = [shortest, script and script.title(), region and region.upper()]
    return "-".join(part for part in parts if part) + match["variants"]
