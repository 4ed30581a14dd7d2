"""What partners were entitled to and received, counted by day from decisions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants.base import TenantModel


class ShareDay(TenantModel):
    """One pool on one day (the vendor's), counted from its decisions, in billionths of a lead.

    The arrays run parallel: what each partner was entitled to, what it received, and how many leads it
    competed for. What was paid back later is not taken off here: see `routing.shares.selectors.share`.
    """

    pool = models.CharField(max_length=80)
    day = models.DateField()
    decisions = models.PositiveIntegerField()
    partner_ids = ArrayField(models.UUIDField(), default=list)
    entitled = ArrayField(models.BigIntegerField(), default=list)
    received = ArrayField(models.BigIntegerField(), default=list)
    contests = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name = _("shares of a day")
        verbose_name_plural = _("shares of days")
        constraints = (models.UniqueConstraint(fields=["vendor", "day", "pool"], name="share_day_once"),)

    def __str__(self) -> str:
        return f"{self.pool} {self.day}"


class UncountedDecision(TenantModel):
    """A decision not yet in `ShareDay`, by its id. A trigger puts it here, the count takes it away."""

    class Meta:
        verbose_name = _("uncounted decision")
        verbose_name_plural = _("uncounted decisions")

    def __str__(self) -> str:
        return str(self.id)
