"""A territory as people type it: a country, a region of it, how its postal codes begin."""

from collections.abc import Callable

from prm.platform.cleaning.place import (
    clean_country,
    clean_postal_prefix,
    clean_territory_region,
    region_in_country,
)
from prm.platform.cleaning.refusal import Refused
from prm.platform.errors import FieldError

AREA = ("country", "region", "postal_prefix")


def read_area(country: str, region: str, postal_prefix: str) -> tuple[dict[str, str], list[FieldError]]:
    """The area by codes, as routing compares it, and what could not be read. Each may be ""."""
    errors: list[FieldError] = []

    def read(field: str, cleaner: Callable[..., str], value: str, *more: str) -> str:
        try:
            return cleaner(value, *more) if value else ""
        except Refused as refused:
            errors.append(FieldError(field, refused.code, refused.message))
            return ""

    code = read("country", clean_country, country)
    if errors:
        return dict(zip(AREA, ("", "", ""), strict=True)), errors
    around = read("region", clean_territory_region, region or region_in_country(country), code)
    code = code or around.partition("-")[0]
    prefix = read("postal_prefix", clean_postal_prefix, postal_prefix, code) if code else ""
    return dict(zip(AREA, (code, around, prefix), strict=True)), errors
