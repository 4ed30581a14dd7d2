"""From the first-level codes that city data carries (GeoNames) to ISO 3166-2."""

from collections.abc import Mapping
from functools import cache

from prm.platform.cleaning.subdivisions import region_codes, region_data, usual_data

_SAME_AS_ISO = frozenset(("US",))


def iso_region(country: str, admin_code: str) -> str:
    """The ISO 3166-2 code of a city's first-level area; "" where it is not known."""
    if country in _SAME_AS_ISO:
        code = f"{country}-{admin_code}"
        return code if code in region_codes() else ""
    return _areas_of(country).get(admin_code, "")


@cache
def _areas_of(country: str) -> Mapping[str, str]:
    sources = (region_data()["geonames"], usual_data()["geonames"])
    pairs = (pair.split(":") for source in sources for pair in source.get(country, "").split())
    return {admin: f"{country}-{iso}" for admin, iso in pairs}
