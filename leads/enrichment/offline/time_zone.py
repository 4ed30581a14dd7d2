"""The time zone of the person: when to call."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import phonenumbers
from babel.core import get_global
from django.utils.translation import gettext_lazy as _
from phonenumbers import timezone as phone_zones

from leads.enrichment.provider import Addition, Provider
from leads.intake.normalise import CleanLead
from prm.platform.cleaning.geocode import zone_of_zip

UNKNOWN: Final = "Etc/Unknown"


def find(lead: CleanLead) -> Iterator[Addition]:
    """The postal code's, else the one of a country with one, else the phone number's if it has one."""
    for source, zone in (
        ("postal_code", zone_of_zip(lead.postal_code[:5]) if lead.country == "US" else ""),
        ("country", zone_of_country(lead.country)),
        ("phone", zone_of_phone(lead.phone_e164) if lead.phone else ""),
    ):
        if zone:
            yield Addition("time_zone", zone, source)
            return


@cache
def zone_of_country(code: str) -> str:
    """The IANA zone of a country that has only one; "" for others."""
    zones = [zone for zone, territory in get_global("zone_territories").items() if territory == code]
    return zones[0] if len(zones) == 1 else ""


@lru_cache(8192)
def zone_of_phone(e164: str) -> str:
    """The IANA zone of a number; "" where it can be in several."""
    try:
        zones = phone_zones.time_zones_for_number(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return ""
    return str(zones[0]) if len(zones) == 1 and zones[0] != UNKNOWN else ""


PROVIDER: Final = Provider(
    "time_zone", _("Time zone from postal code, country or phone number"), ("time_zone",), find
)
