"""Timers: a row names an instant; a sweep claims it, checks again, acts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.models import Lead
from prm.platform.tenants.base import TenantForeignKey, TenantModel
from routing.offers.models import Offer


class TimerKind(models.TextChoices):
    """What a timer does when it fires."""

    EXPIRE = "expire", _("Accept window passes")
    WARN = "warn", _("Warn of silence")
    REVOKE = "revoke", _("Take back after silence")
    ESCALATE = "escalate", _("Escalate from review")


class Timer(TenantModel):
    """When to look at an offer (or, for an escalation, a lead) next."""

    kind = models.CharField(max_length=10, choices=TimerKind.choices)
    offer = TenantForeignKey(Offer, on_delete=models.CASCADE, null=True, related_name="timers")
    lead = TenantForeignKey(Lead, on_delete=models.CASCADE, null=True, related_name="+")
    fires_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("timer")
        verbose_name_plural = _("timers")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "offer", "kind"],
                condition=models.Q(fired_at__isnull=True, offer__isnull=False),
                name="one_pending_timer_per_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(offer__isnull=False) | models.Q(lead__isnull=False),
                name="timer_has_a_subject",
            ),
        )
        indexes = (
            models.Index(fields=["fires_at"], condition=models.Q(fired_at__isnull=True), name="timer_due"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.fires_at:%Y-%m-%d %H:%M:%S}"
