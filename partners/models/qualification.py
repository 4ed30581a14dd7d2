"""What a partner is entitled to sell, and where."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.catalogue import Certification, Vertical
from partners.models.partner import Partner
from prm.platform.country_names import place_name
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class PartnerCertification(TenantModel):
    """A certification held, through the day it expires on."""

    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="certifications")
    certification = TenantForeignKey(
        Certification, on_delete=models.CASCADE, related_name="holders", verbose_name=_("certification")
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    class Meta:
        verbose_name = _("certification held")
        verbose_name_plural = _("certifications held")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "partner", "certification"], name="certification_held_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.certification}"


class PartnerSpecialisation(TenantModel):
    """A vertical that the partner specialises in."""

    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="specialisations")
    vertical = TenantForeignKey(
        Vertical, on_delete=models.CASCADE, related_name="specialists", verbose_name=_("vertical")
    )

    class Meta:
        verbose_name = _("specialisation")
        verbose_name_plural = _("specialisations")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "partner", "vertical"], name="specialisation_once"),
        )

    def __str__(self) -> str:
        return f"{self.vertical}"


class Territory(TenantModel):
    """Where a partner sells: a country, a region of it, a postal prefix, or a circle around a point."""

    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="territories")
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=6, blank=True)
    postal_prefix = models.CharField(_("postal prefix"), max_length=20, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    radius_km = models.FloatField(
        _("radius (km)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.1), MaxValueValidator(20_100)],
    )

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ("country", "region", "postal_prefix", "id")
        constraints = (
            models.CheckConstraint(
                condition=(
                    ~models.Q(country="")
                    & models.Q(latitude__isnull=True, longitude__isnull=True, radius_km__isnull=True)
                )
                | models.Q(
                    region="",
                    postal_prefix="",
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    radius_km__gt=0,
                ),
                name="territory_is_area_or_circle",
            ),
        )

    def __str__(self) -> str:
        if self.radius_km is not None:
            return _("%(radius)g km around %(latitude).2f, %(longitude).2f") % {
                "radius": self.radius_km,
                "latitude": self.latitude,
                "longitude": self.longitude,
            }
        name = place_name(self.country, self.region)
        return f"{self.postal_prefix}… · {name}" if self.postal_prefix else name
