"""Region and coordinates of an address."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from leads.enrichment.provider import Addition, Provider
from leads.intake.normalise import CleanLead
from prm.platform.cleaning.geocode import locate, region_of_postal_code


def find(lead: CleanLead) -> Iterator[Addition]:
    """What the postal code says, else the city."""
    by_code = region_of_postal_code(lead.country, lead.postal_code)
    place = locate(lead.country, lead.region or by_code, lead.city, lead.postal_code)
    if region := by_code or (place.region if place else ""):
        yield Addition("region", region, "postal_code" if by_code else "city")
    if place is not None and lead.latitude is None:
        source = "postal_code" if place.precision == "postal" else "city"
        yield Addition("latitude", place.latitude, source)
        yield Addition("longitude", place.longitude, source)


# Territories and distances need it, so that it cannot be switched off.
PROVIDER: Final = Provider(
    "place",
    _("Region and coordinates from postal code or city"),
    ("region", "latitude", "longitude"),
    find,
    is_optional=False,
)
