"""The partner company."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.catalogue import Tier
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel
from prm.platform.tenants.models import Membership


def today() -> date:
    """The present date in UTC."""
    return clock.now().date()


class PartnerStatus(models.TextChoices):
    """Active partners receive leads; those on probation a few; the others none."""

    ACTIVE = "active", _("Active")
    PROBATION = "probation", _("On probation")
    PAUSED = "paused", _("Paused")
    INACTIVE = "inactive", _("Inactive")


class Partner(TenantModel):
    """A company in the vendor's programme."""

    external_id = models.CharField(_("external ID"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=200)
    tier = TenantForeignKey(Tier, on_delete=models.PROTECT, related_name="partners", verbose_name=_("tier"))
    status = models.CharField(
        _("status"), max_length=12, choices=PartnerStatus.choices, default=PartnerStatus.ACTIVE
    )
    weight = models.PositiveIntegerField(
        _("weight"),
        default=1,
        validators=[MaxValueValidator(10_000)],
        help_text=_("Share of leads compared with other partners."),
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Most open leads at once; empty means no limit.")
    )
    languages = ArrayField(
        models.CharField(max_length=35), default=list, blank=True, verbose_name=_("languages")
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=6, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    email = models.EmailField(_("e-mail for notices"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    website = models.URLField(_("website"), blank=True)
    manager = TenantForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="managed_partners",
        verbose_name=_("channel manager"),
        help_text=_("The partner sees this name, and its answers to mails go there."),
    )
    deputy = TenantForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputised_partners",
        verbose_name=_("deputy"),
        help_text=_("Stands in when the channel manager has left."),
    )
    joined_on = models.DateField(_("joined on"), default=today)

    daily_cap = models.PositiveIntegerField(_("most offers a day"), null=True, blank=True)
    weekly_cap = models.PositiveIntegerField(_("most offers a week"), null=True, blank=True)
    monthly_cap = models.PositiveIntegerField(_("most offers a month"), null=True, blank=True)
    missed_windows = models.PositiveIntegerField(_("accept windows missed in a row"), default=0)
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True)
    holiday_country = models.CharField(_("holiday calendar: country"), max_length=2, blank=True)
    holiday_region = models.CharField(_("holiday calendar: region"), max_length=6, blank=True)
    training_score = models.FloatField(
        _("training completed"), default=0, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    mdf_score = models.FloatField(
        _("MDF participation"), default=0, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    custom = models.JSONField(_("custom fields"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "external_id"],
                condition=~models.Q(external_id=""),
                name="partner_external_id",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="partner_place_is_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name
