"""The leads that a partner missed on a day, by its reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants.base import TenantForeignKey, TenantModel


class MissedDay(TenantModel):
    """What one partner missed on one day (the vendor's), counted from decisions together with the shares.

    `leads` maps a set of reasons, as the engine's bits, to the number of leads. No bit: the partner competed,
    and it was another's turn.
    """

    partner = TenantForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    leads = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("missed leads of a day")
        verbose_name_plural = _("missed leads of days")
        constraints = (models.UniqueConstraint(fields=["vendor", "partner", "day"], name="missed_day_once"),)

    def __str__(self) -> str:
        return f"{self.partner_id} {self.day}"
