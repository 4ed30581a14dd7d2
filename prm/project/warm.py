"""Loads before the first request what would otherwise be loaded in it: URL confs, libraries' data."""

from django.urls import get_resolver

from leads.intake.normalise import clean_lead
from prm.platform.cleaning import geocode
from prm.platform.cleaning.countries import find_country
from prm.project.collector import pass_over_what_is_loaded

SAMPLE = {
    "email": "someone@example.com",
    "phone": "+1 512 555 0100",
    "website": "https://example.com",
    "company": "Example Ltd",
    "country": "US",
    "region": "Texas",
    "postal_code": "78701",
    "languages": ["en-US"],
    "currency": "USD",
}


def warm_up() -> None:
    """Takes about a second; changes nothing. Called before the web server forks its workers."""
    for conf in ("prm.project.urls", "prm.project.vendor_urls"):
        get_resolver(conf).url_patterns  # noqa: B018
    geocode.warm()
    find_country("Deutschland")
    clean_lead(SAMPLE)
    pass_over_what_is_loaded()
