"""The vendor's own lists: tiers, certifications, verticals, products."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants.base import TenantForeignKey, TenantModel


class Named(TenantModel):
    """A named entry of a list, known to the API and to policies by its slug."""

    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Tier(Named):
    """A level of the programme. Rank 1 is the highest."""

    rank = models.PositiveSmallIntegerField(_("rank"), default=1)

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ("rank", "slug")
        constraints = (models.UniqueConstraint(fields=["vendor", "slug"], name="tier_slug"),)


class TierMeasure(models.TextChoices):
    """What a tier can ask of its partners. All are "at least", but for the time, which is "at most"."""

    CERTIFICATIONS = "certifications", _("certifications held")
    SPECIALISATIONS = "specialisations", _("industries specialised in")
    TRAINING = "training", _("training completed (percent)")
    WON = "won", _("leads won in 12 months")
    REVENUE = "revenue", _("value won in 12 months, in your currency")
    WIN_RATE = "win_rate", _("win rate (percent)")
    FIRST_ACTION_HOURS = "first_action_hours", _("hours to the first action, at most")


class TierRequirement(TenantModel):
    """One thing that a tier asks of its partners. Who is in which tier stays the vendor's decision."""

    tier = TenantForeignKey(Tier, on_delete=models.CASCADE, related_name="requirements")
    measure = models.CharField(_("measure"), max_length=30, choices=TierMeasure.choices)
    threshold = models.DecimalField(
        _("threshold"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("tier requirement")
        verbose_name_plural = _("tier requirements")
        ordering = ("measure",)
        constraints = (
            models.UniqueConstraint(fields=["vendor", "tier", "measure"], name="tier_requirement_once"),
            models.CheckConstraint(
                condition=models.Q(threshold__gte=0), name="tier_requirement_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.get_measure_display()


class Certification(Named):
    """Something a partner can be certified in."""

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["vendor", "slug"], name="certification_slug"),)


class Vertical(Named):
    """An industry: what a lead is in, what a partner specialises in."""

    class Meta:
        verbose_name = _("vertical")
        verbose_name_plural = _("verticals")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["vendor", "slug"], name="vertical_slug"),)


class Product(Named):
    """What is sold; it may ask for certifications."""

    category = models.CharField(_("category"), max_length=80, blank=True)
    is_custom = models.BooleanField(
        _("custom-made"),
        default=False,
        help_text=_("Leads that ask for it are marked as custom, so that a rule can hold them for review."),
    )

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["vendor", "slug"], name="product_slug"),)


class ProductCertification(TenantModel):
    """A certification that selling a product asks for."""

    product = TenantForeignKey(Product, on_delete=models.CASCADE, related_name="certifications")
    certification = TenantForeignKey(Certification, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("required certification")
        verbose_name_plural = _("required certifications")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "product", "certification"], name="product_certification_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.certification}"
