"""The company of an e-mail address of its own."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from leads.enrichment.provider import Addition, Provider
from leads.intake.normalise import CleanLead
from prm.platform.cleaning.company import company_domain

SHORT: Final = 3  # "ibm" is an abbreviation, "acme" a name


def find(lead: CleanLead) -> Iterator[Addition]:
    """The name in the domain; nothing for free mail."""
    if domain := company_domain("", lead.email_domain):
        yield Addition("company", name_in(domain), "email")


@lru_cache(8192)
def name_in(domain: str) -> str:
    """“larkspur-networks.example.com” as "Larkspur Networks"."""
    words = domain.partition(".")[0].split("-")
    return " ".join(word.upper() if len(word) <= SHORT else word.capitalize() for word in words if word)


PROVIDER: Final = Provider("company", _("Company from the e-mail address"), ("company",), find)
