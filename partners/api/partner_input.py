"""A partner coming in."""

from typing import Any

from django.core.validators import EmailValidator
from rest_framework import serializers

from partners.api.fields import (
    CountryField,
    CustomField,
    KnownSlug,
    LanguageField,
    ManagerField,
    PlainText,
    TextOrNumber,
    TimeZoneField,
    cleaned,
    refuse,
    region_errors,
)
from partners.api.part_inputs import AbsenceInput, CertificationHeldInput, TerritoryInput, WorkingHoursInput
from partners.calendars import holiday_countries
from partners.models import PartnerStatus
from prm.platform.api.inputs import Input, Number, Whole
from prm.platform.cleaning.company import clean_website
from prm.platform.cleaning.contact import clean_phone
from prm.platform.cleaning.place import clean_postal_code
from prm.platform.errors import FieldError

MOST = 2**31 - 1
MOST_PARTS = 1_000


def _line(most: int, words: str = "") -> PlainText:
    return PlainText(max_length=most, required=False, allow_blank=True, help_text=words)


def _limit(words: str) -> Whole:
    return Whole(min_value=0, max_value=MOST, required=False, allow_null=True, help_text=words)


def _score(words: str) -> Number:
    return Number(min_value=0, max_value=1, required=False, help_text=words)


def _many(child: Input, most: int, words: str = "") -> Any:
    return serializers.ListSerializer(child=child, required=False, max_length=most, help_text=words)


class PartnerInput(Input):
    """A partner. A list that is sent replaces the whole list."""

    external_id = _line(100, "Your own ID. It must be unique.")
    name = PlainText(max_length=200)
    tier = KnownSlug("tier", help_text="The slug of a tier.")
    status = serializers.ChoiceField(choices=PartnerStatus.choices, required=False)
    weight = Whole(
        min_value=0,
        max_value=10_000,
        required=False,
        help_text="Share of leads compared with other partners.",
    )
    capacity = _limit("Most open leads at once; null means no limit.")
    languages = serializers.ListField(child=LanguageField(max_length=100), required=False, max_length=50)
    certifications = _many(CertificationHeldInput(), MOST_PARTS)
    specialisations = serializers.ListField(
        child=KnownSlug("vertical"), required=False, max_length=MOST_PARTS, help_text="Slugs of verticals."
    )
    territories = _many(TerritoryInput(), MOST_PARTS)
    working_hours = _many(WorkingHoursInput(), 100, "The default is Monday to Friday, 9 to 17.")
    absences = _many(AbsenceInput(), MOST_PARTS)
    country = CountryField(max_length=100, required=False, allow_blank=True)
    region = _line(100, "A code (US-TX) or a name (Texas).")
    city = _line(100)
    postal_code = TextOrNumber(max_length=100, required=False, allow_blank=True)
    latitude = Number(
        min_value=-90, max_value=90, required=False, allow_null=True, help_text="Filled from the address."
    )
    longitude = Number(min_value=-180, max_value=180, required=False, allow_null=True)
    time_zone = TimeZoneField(max_length=64, required=False, help_text="IANA, such as America/Chicago.")
    email = PlainText(max_length=254, required=False, allow_blank=True, validators=[EmailValidator()])
    phone = _line(100, "Kept as E.164.")
    website = _line(500)
    manager = ManagerField(required=False, help_text="The channel manager's e-mail address; empty for none.")
    deputy = ManagerField(required=False, help_text="Of who stands in when the channel manager has left.")
    joined_on = serializers.DateField(required=False)
    daily_cap = _limit("Most offers in a day of the partner's time zone.")
    weekly_cap = _limit("Most offers in a week.")
    monthly_cap = _limit("Most offers in a month.")
    holiday_country = CountryField(max_length=100, required=False, allow_blank=True)
    holiday_region = _line(100, "A code (DE-BY) or a name (Bavaria).")
    training_score = _score("Training completed.")
    mdf_score = _score("MDF participation.")
    custom = CustomField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What hangs together: place, phone, doubles."""
        home = self.context.get("country", "")
        errors = _place_errors(attrs, "country", "region", home) if {"country", "region"} & set(attrs) else []
        if {"holiday_country", "holiday_region"} & set(attrs):
            errors += _place_errors(attrs, "holiday_country", "holiday_region")
            errors += _holiday_errors(attrs.get("holiday_country", ""))
        errors += _together_errors(attrs) + _double_errors(attrs)
        refuse(errors)
        _clean_rest(attrs, attrs.get("country", home))
        return attrs


class PartnerChange(PartnerInput):
    """A change of a partner. Fields that are left out stay as they are."""

    name = PlainText(max_length=200, required=False)
    tier = KnownSlug("tier", required=False, help_text="The slug of a tier.")


def _place_errors(attrs: dict[str, Any], country: str, region: str, home: str = "") -> list[FieldError]:
    if not attrs.get(region):
        return []
    attrs[country], attrs[region], errors = region_errors(attrs.get(country, home), attrs[region])
    return [FieldError(region, error.code, error.message) for error in errors]


def _holiday_errors(country: str) -> list[FieldError]:
    if not country or country in dict(holiday_countries()):
        return []
    return [FieldError("holiday_country", "unknown", "There is no holiday calendar for this country.")]


def _together_errors(attrs: dict[str, Any]) -> list[FieldError]:
    given = [name for name in ("latitude", "longitude") if attrs.get(name) is not None]
    if len(given) != 1:
        return []
    missing = "longitude" if given == ["latitude"] else "latitude"
    return [FieldError(missing, "required", "Send latitude and longitude together.")]


def _double_errors(attrs: dict[str, Any]) -> list[FieldError]:
    held = [row["slug"].slug for row in attrs.get("certifications", [])]
    verticals = [row.slug for row in attrs.get("specialisations", [])]
    return [
        FieldError(name, "duplicate", "One of them is there twice.")
        for name, slugs in (("certifications", held), ("specialisations", verticals))
        if len(set(slugs)) < len(slugs)
    ]


def _clean_rest(attrs: dict[str, Any], country: str) -> None:
    cleaners: dict[str, Any] = {
        "phone": lambda text: clean_phone(text, country),
        "postal_code": lambda text: clean_postal_code(text, country),
        "website": clean_website,
    }
    errors = {}
    for name, cleaner in cleaners.items():
        if attrs.get(name):
            try:
                attrs[name] = cleaned(cleaner, attrs[name])
            except serializers.ValidationError as error:
                errors[name] = error.detail
    if errors:
        raise serializers.ValidationError(errors)
    if "languages" in attrs:
        attrs["languages"] = list(dict.fromkeys(attrs["languages"]))
