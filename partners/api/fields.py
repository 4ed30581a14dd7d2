"""Fields that know the standards: places, languages, zones, and the vendor's own lists."""

from collections.abc import Callable
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.selectors.managers import manager_with
from prm.platform.api.inputs import Text
from prm.platform.cleaning.json_values import clean_custom
from prm.platform.cleaning.language import clean_language
from prm.platform.cleaning.place import clean_country, clean_region
from prm.platform.cleaning.refusal import Refused, shown
from prm.platform.cleaning.text import is_unstorable
from prm.platform.errors import FieldError
from prm.platform.tenants.models import Membership


def cleaned(cleaner: Callable[..., Any], value: object, *more: Any) -> Any:
    """What a cleaner makes of a value; its refusal as the serializer's error."""
    try:
        return cleaner(value, *more)
    except Refused as refused:
        raise serializers.ValidationError(refused.message, code=refused.code) from refused


class PlainText(Text):
    """One line without control characters."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if is_unstorable(text):
            raise serializers.ValidationError("Send text without control characters.", "control_characters")
        return text


class TextOrNumber(PlainText):
    """Text; a whole number is taken as its digits."""

    def to_internal_value(self, data: Any) -> str:
        is_number = type(data) is int or (type(data) is float and data.is_integer())
        return super().to_internal_value(str(int(data)) if is_number else data)


class CountryField(Text):
    """ISO 3166-1 alpha-2; alpha-3 and names in any language are understood."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        return str(cleaned(clean_country, text)) if text else ""


class LanguageField(Text):
    """A BCP 47 tag."""

    def to_internal_value(self, data: Any) -> str:
        return str(cleaned(clean_language, super().to_internal_value(data)))


class TimeZoneField(Text):
    """An IANA time zone."""

    default_error_messages = {"unknown": "There is no time zone “{value}”; an example is America/Chicago."}

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        try:
            return ZoneInfo(name).key
        except (ValueError, OSError, KeyError):
            self.fail("unknown", value=shown(name))


@extend_schema_field({"type": "string", "minLength": 1, "example": "gold"})
class KnownSlug(serializers.Field[Any, str, str, Any]):
    """The slug of an entry of one of the vendor's lists; the row is what comes out."""

    default_error_messages = {
        "invalid_type": "Send a slug.",
        "unknown": "There is no {what} “{slug}”; make it first.",
    }

    def __init__(self, what: str, **options: Any) -> None:
        self.what = what
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_type")
        row = self.context["lists"][self.what].get(data.strip())
        if row is None:
            self.fail("unknown", what=self.what, slug=shown(data))
        return row

    def to_representation(self, value: Any) -> str:
        return str(value.slug)


@extend_schema_field({"type": "string", "example": "bob@vendor.example.com"})
class ManagerField(serializers.Field[Any, str, str, Any]):
    """The e-mail address of somebody at the vendor who may look after partners; the membership comes out."""

    default_error_messages = {
        "invalid_type": "Send an e-mail address.",
        "unknown": "No admin or channel manager of yours has the address “{email}”.",
    }

    def to_internal_value(self, data: Any) -> Membership | None:
        if not isinstance(data, str):
            self.fail("invalid_type")
        if not data.strip():
            return None
        found = manager_with(data)
        if found is None:
            self.fail("unknown", email=shown(data))
        return found

    def to_representation(self, value: Any) -> str:
        return str(value.user.email)


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d$", "example": "09:00"})
class MinuteOfDay(serializers.Field[int, str, str, int]):
    """A time of day as HH:MM, to 24:00; as minutes inside."""

    default_error_messages = {"invalid": "Send a time such as 09:00, up to 24:00."}

    def to_internal_value(self, data: Any) -> Any:
        if data == "24:00":
            return 24 * 60
        try:
            found = time.fromisoformat(data) if isinstance(data, str) and len(data) == 5 else None
        except ValueError:
            found = None
        if found is None:
            self.fail("invalid")
        return found.hour * 60 + found.minute

    def to_representation(self, value: Any) -> str:
        return f"{value // 60:02}:{value % 60:02}"


@extend_schema_field(OpenApiTypes.OBJECT)
class CustomField(serializers.JSONField):
    """A JSON object of up to 16 KB."""

    def to_internal_value(self, data: Any) -> Any:
        return cleaned(clean_custom, data)


def region_errors(country: str, region: str) -> tuple[str, str, list[FieldError]]:
    """The country and the region as ISO names them, each following from the other, and what is wrong."""
    if not region:
        return country, "", []
    try:
        code = clean_region(region, country)
    except Refused as refused:
        return country, "", [FieldError("region", refused.code, refused.message)]
    return country or code.partition("-")[0], code, []


def refuse(errors: list[FieldError]) -> None:
    """Raise a serializer's error for these, if any."""
    if errors:
        raise serializers.ValidationError(
            {error.field: [serializers.ErrorDetail(error.message, error.code)] for error in errors}
        )
