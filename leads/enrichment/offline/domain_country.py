"""The country of an e-mail address or website that ends in a country's letters."""

from collections.abc import Iterator
from functools import cache
from typing import Final
from urllib.parse import urlsplit

import pycountry
from django.utils.translation import gettext_lazy as _

from leads.enrichment.provider import Addition, Provider
from leads.intake.normalise import CleanLead

# Sold to everybody, and used for what they read as.
_FOR_ALL_NAMES: Final = "ac ai bz cc cd co fm gg io la ly me nu sc sh st to tv vc ws"
_FOR_ALL: Final = frozenset(_FOR_ALL_NAMES.split())
_OTHERWISE: Final = {"uk": "GB"}


def find(lead: CleanLead) -> Iterator[Addition]:
    """The website's country, else the e-mail's."""
    for source, host in (
        ("website", urlsplit(lead.website).hostname or "" if lead.website else ""),
        ("email", lead.email_domain),
    ):
        if country := country_of_ending(host.rpartition(".")[2]):
            yield Addition("country", country, source)
            return


@cache
def country_of_ending(ending: str) -> str:
    """ISO 3166-1 of a top-level domain; "" for those of no country, or that everybody uses."""
    if len(ending) != 2 or ending in _FOR_ALL:
        return ""
    code = _OTHERWISE.get(ending, ending.upper())
    return code if pycountry.countries.get(alpha_2=code) else ""


PROVIDER: Final = Provider(
    "domain_country", _("Country from the website or e-mail address"), ("country",), find
)
