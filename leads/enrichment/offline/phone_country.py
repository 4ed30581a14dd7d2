"""The country of a phone number with its country code."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import phonenumbers
from django.utils.translation import gettext_lazy as _

from leads.enrichment.provider import Addition, Provider
from leads.intake.normalise import CleanLead


def find(lead: CleanLead) -> Iterator[Addition]:
    """The one country whose numbers are like this."""
    if lead.phone and (country := country_of_phone(lead.phone_e164)):
        yield Addition("country", country, "phone")


@lru_cache(8192)
def country_of_phone(e164: str) -> str:
    """ISO 3166-1; "" for numbers of no single country, such as +800."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return ""
    return region if region and region.isalpha() else ""


PROVIDER: Final = Provider("phone_country", _("Country from the phone number"), ("country",), find)
