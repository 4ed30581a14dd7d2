"""Strategic accounts and exchange rates, coming in and going out."""

from decimal import Decimal

from rest_framework import serializers

from leads.models import ExchangeRate, StrategicAccount
from prm.platform.api.inputs import Input, Text


class StrategicAccountInput(Input):
    """A company to watch."""

    company = Text(max_length=200, help_text="Compared without legal form, case and accents.")
    website = Text(
        max_length=500, required=False, allow_blank=True, help_text="Leads from its domain match as well."
    )


class StrategicAccountOut(serializers.ModelSerializer[StrategicAccount]):
    """A strategic account."""

    class Meta:
        model = StrategicAccount
        fields = ("id", "company", "website", "domain")
        read_only_fields = fields


class ExchangeRateInput(Input):
    """The value of one unit of a currency from a day on."""

    currency = Text(max_length=3, help_text="An ISO 4217 code other than your own currency.")
    rate = serializers.DecimalField(
        18,
        8,
        min_value=Decimal("0.00000001"),
        help_text="In your own currency: 1.08 for EUR, if yours is USD.",
    )
    valid_from_on = serializers.DateField(help_text="The first day on which it applies.")


class ExchangeRateOut(serializers.ModelSerializer[ExchangeRate]):
    """An exchange rate."""

    rate = serializers.DecimalField(18, 8, normalize_output=True)

    class Meta:
        model = ExchangeRate
        fields = ("id", "currency", "rate", "valid_from_on")
        read_only_fields = fields
