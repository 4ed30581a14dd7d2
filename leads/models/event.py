"""The timeline of a lead: append-only, without personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leads.models.lead import Lead
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class ActorKind(models.TextChoices):
    """Who did it."""

    SYSTEM = "system", _("System")
    USER = "user", _("Person")
    KEY = "key", _("API key")
    CRM = "crm", _("CRM")


class LeadEvent(TenantModel):
    """One thing that happened to a lead. `detail` holds ids, codes and numbers, never personal data."""

    lead = TenantForeignKey(Lead, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("event"), max_length=40)
    at = models.DateTimeField(_("when"), default=clock.now)
    actor_kind = models.CharField(_("by"), max_length=6, choices=ActorKind.choices, default=ActorKind.SYSTEM)
    actor_id = models.UUIDField(null=True)
    partner_id = models.UUIDField(null=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = pgettext_lazy("history of a lead", "timeline")
        ordering = ("at", "id")
        indexes = (models.Index(fields=["vendor", "lead", "at", "id"], name="event_of_lead"),)

    def __str__(self) -> str:
        return self.kind
