"""Entries of the vendor's lists, coming in and going out."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.api.fields import KnownSlug, PlainText
from partners.models import Certification, Product, Tier, TierMeasure, Vertical
from prm.platform.api.inputs import Flag, Input, Number, Text, Whole


@extend_schema_field({"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$", "maxLength": 80})
class SlugField(serializers.RegexField):
    """Lower-case letters, digits, and single hyphens or underscores between them."""

    default_error_messages = {
        "invalid": "Send lower-case letters, digits and hyphens, such as network-security."
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", max_length=80, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


def _name() -> Text:
    return PlainText(max_length=200, required=False, help_text="The default is made from the slug.")


class EntryChange(Input):
    """A change of an entry; its slug stays."""

    name = _name()


class EntryInput(EntryChange):
    """A new entry."""

    slug = SlugField()


class Requirements(Input):
    """The requirements of a tier. Measures that are left out are not required."""

    def get_fields(self) -> dict[str, Any]:
        percent = (TierMeasure.TRAINING, TierMeasure.WIN_RATE)
        return {
            measure.value: Number(
                required=False, min_value=0, max_value=100 if measure in percent else 999_999_999_999
            )
            for measure in TierMeasure
        }


class TierChange(EntryChange):
    """A change of a tier."""

    rank = Whole(min_value=1, max_value=32_767, required=False, help_text="1 is the highest.")
    requirements = Requirements(
        required=False,
        help_text=(
            "The requirements of the tier: measure to threshold. All thresholds are minimums, except hours, "
            "which are maximums."
        ),
    )


class TierInput(TierChange):
    """A new tier. Without a rank it comes last."""

    slug = SlugField()


class ProductChange(EntryChange):
    """A change of a product."""

    category = PlainText(max_length=80, required=False, allow_blank=True)
    is_custom = Flag(required=False, help_text="Made to order: leads that ask for it carry `custom_product`.")
    certifications = serializers.ListField(
        child=KnownSlug("certification"),
        required=False,
        max_length=200,
        help_text="Slugs of the certifications that partners need to sell it.",
    )


class ProductInput(ProductChange):
    """A new product."""

    slug = SlugField()


class TierOut(serializers.ModelSerializer[Tier]):
    """A tier. Rank 1 is the highest."""

    requirements = serializers.SerializerMethodField()

    class Meta:
        model = Tier
        fields = ("id", "slug", "name", "rank", "requirements")

    def get_requirements(self, tier: Tier) -> dict[str, float]:
        return {row.measure: float(row.threshold) for row in tier.requirements.all()}


class CertificationOut(serializers.ModelSerializer[Certification]):
    """A certification that partners can hold."""

    class Meta:
        model = Certification
        fields = ("id", "slug", "name")


class VerticalOut(serializers.ModelSerializer[Vertical]):
    """An industry."""

    class Meta:
        model = Vertical
        fields = ("id", "slug", "name")


class ProductOut(serializers.ModelSerializer[Product]):
    """A product, with the certifications that partners need to sell it."""

    certifications = serializers.SerializerMethodField()

    class Meta:
        model = Product
        fields = ("id", "slug", "name", "category", "is_custom", "certifications")

    def get_certifications(self, product: Product) -> list[str]:
        return [row.certification.slug for row in product.certifications.all()]
