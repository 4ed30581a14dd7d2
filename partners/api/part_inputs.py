"""What hangs on a partner, coming in."""

from typing import Any

from rest_framework import serializers

from partners.api.fields import (
    KnownSlug,
    MinuteOfDay,
    PlainText,
    TextOrNumber,
    refuse,
)
from partners.areas import read_area
from partners.models.availability import Weekday
from prm.platform.api.inputs import Input, Number, Whole
from prm.platform.errors import FieldError

AREA = ("region", "postal_prefix")
CIRCLE = ("latitude", "longitude", "radius_km")


class CertificationHeldInput(Input):
    """A certification held, through the day it expires on."""

    slug = KnownSlug("certification")
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class TerritoryInput(Input):
    """Where a partner sells: a country, one of its regions or postal prefixes, or a circle."""

    country = PlainText(
        max_length=100, required=False, allow_blank=True, default="", help_text="A code (US) or a name."
    )
    region = PlainText(
        max_length=100,
        required=False,
        allow_blank=True,
        default="",
        help_text="A code (US-TX) or a name (Texas).",
    )
    postal_prefix = TextOrNumber(
        max_length=100, required=False, allow_blank=True, default="",
        help_text="The start of its postal codes, such as 787 or SW1A.",
    )  # fmt: skip
    latitude = Number(required=False, allow_null=True, default=None, min_value=-90, max_value=90)
    longitude = Number(required=False, allow_null=True, default=None, min_value=-180, max_value=180)
    radius_km = Number(required=False, allow_null=True, default=None, min_value=0.1, max_value=20_100)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """An area or a circle, and complete."""
        area, errors = read_area(attrs["country"], attrs["region"], attrs["postal_prefix"])
        refuse(errors or self._shape_errors(attrs | {"country": area["country"]}))
        return attrs | area

    @staticmethod
    def _shape_errors(attrs: dict[str, Any]) -> list[FieldError]:
        given = [name for name in CIRCLE if attrs[name] is not None]
        if given:
            missing = [FieldError(name, "required", _WHOLE_CIRCLE) for name in CIRCLE if name not in given]
            return missing + [FieldError(name, "not_both", _NOT_BOTH) for name in AREA if attrs[name]]
        return [] if attrs["country"] else [FieldError("country", "required", _WHICH_COUNTRY)]


_WHOLE_CIRCLE = "A circle takes latitude, longitude and radius_km."
_NOT_BOTH = "Send an area or a circle; each is a territory of its own."
_WHICH_COUNTRY = "Send the country, or latitude, longitude and radius_km."


class WorkingHoursInput(Input):
    """One block of open hours on a weekday, in the partner's time zone."""

    weekday = Whole(min_value=0, max_value=6, help_text="0 is Monday.")
    opens = MinuteOfDay()
    closes = MinuteOfDay()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A night shift is two blocks."""
        if attrs["opens"] >= attrs["closes"]:
            refuse(
                [FieldError("closes", "invalid", "Closing comes after opening; send two blocks for a night.")]
            )
        return {
            "weekday": Weekday(attrs["weekday"]),
            "opens_at_minute": attrs["opens"],
            "closes_at_minute": attrs["closes"],
        }


class AbsenceInput(Input):
    """An absence from the first day to the last: the company gets no leads."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    note = PlainText(max_length=200, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """In order."""
        if attrs["starts_on"] > attrs["ends_on"]:
            refuse([FieldError("ends_on", "invalid", "It ends before it starts.")])
        return attrs
