"""The lead fields in, as the schema shows them. `leads.intake.normalise` reads and judges them."""

from typing import Any

from rest_framework import serializers

from prm.api.json_fields import AnyJson, JsonObject


def _text(most: int, words: str = "") -> Any:
    return serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=most, help_text=words
    )


def _number(least: int, most: int, words: str = "") -> Any:
    return serializers.IntegerField(
        required=False, allow_null=True, min_value=least, max_value=most, help_text=words
    )


def _money(words: str) -> Any:
    return serializers.DecimalField(
        15, 2, required=False, allow_null=True, min_value=0, help_text=words, coerce_to_string=False
    )


def _degrees(most: int, words: str) -> Any:
    return serializers.FloatField(
        required=False, allow_null=True, min_value=-most, max_value=most, help_text=words
    )


class LeadInput(serializers.Serializer[Any]):
    """A lead as it is posted. Every field may be left out or null, but something must say who the lead is."""

    external_id = _text(200, "Your own ID.")
    source = _text(100, "Where it came from: web, event, partner …")
    campaign = _text(200)
    first_name = _text(100)
    last_name = _text(100)
    email = _text(254, "Normalised; the domain gives the company's account unless it is a free mail service.")
    phone = _text(100, "Any usual way of writing; kept as E.164. Without +, read as a number of `country`.")
    job_title = _text(200)
    company = _text(200)
    website = _text(500)
    country = _text(100, "ISO 3166-1 alpha-2; alpha-3 and English names are understood.")
    region = _text(100, "ISO 3166-2 (`US-TX`); with the country also `TX` or `Texas`.")
    city = _text(100)
    postal_code = _text(20)
    latitude = _degrees(90, "With longitude; filled from postal code or city when left out.")
    longitude = _degrees(180, "With latitude.")
    industry = _text(80, "The slug of a vertical. One that the vendor's list lacks is refused.")
    products = serializers.ListField(
        child=serializers.CharField(max_length=80),
        required=False,
        allow_null=True,
        max_length=50,
        help_text="Slugs of products. One that the vendor's list lacks is refused.",
    )
    employees = _number(0, 2**31 - 1)
    languages = serializers.ListField(
        child=serializers.CharField(max_length=35),
        required=False,
        allow_null=True,
        max_length=20,
        help_text="BCP 47 tags.",
    )
    budget_amount = _money("In `currency`.")
    budget_confirmed = serializers.BooleanField(required=False, allow_null=True)
    authority = _text(200, "Who decides.")
    need = _text(5000, "Free text; partners see it only after they have accepted.")
    need_category = _text(80, "A word or slug; partners see it before they accept.")
    timeline = _text(80, "Such as `3 months`; before accepting, partners see a band of it.")
    estimated_value = _money("In `currency`; before accepting, partners see a band of it.")
    currency = _text(3, "ISO 4217.")
    intent_score = _number(0, 100)
    partner_campaign = _text(200, "The partner campaign that it came from.")
    consent = AnyJson(required=False, allow_null=True, help_text="true, false, or an object of up to 4 KB.")
    custom = JsonObject(required=False, help_text="An object of up to 16 KB.")
