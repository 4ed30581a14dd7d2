"""What a partner would like, told to its channel manager. Routing does not read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class PartnerWishes(TenantModel):
    """A partner's wishes as they stand: one row a partner."""

    class Volume(models.TextChoices):
        MORE = "more", _("More leads")
        SAME = "same", _("As many as now")
        FEWER = "fewer", _("Fewer leads")

    class Service(models.TextChoices):
        AUTOMATIC = "automatic", _("Automatic: leads come by the rules")
        PERSONAL = "personal", _("Personal: someone talks to us first")

    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="wishes")
    volume = models.CharField(_("how many leads"), max_length=10, choices=Volume.choices, blank=True)
    service = models.CharField(_("how they come"), max_length=10, choices=Service.choices, blank=True)
    segments = models.CharField(_("which leads"), max_length=300, blank=True)
    wished_at = models.DateTimeField(_("when"), default=clock.now)
    wished_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("wishes")
        verbose_name_plural = _("wishes")
        constraints = (models.UniqueConstraint(fields=["vendor", "partner"], name="wishes_once_a_partner"),)

    def __str__(self) -> str:
        return f"{self.get_volume_display()} {self.segments}".strip()
