"""What a partner asks the vendor to change about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class ChangeRequest(TenantModel):
    """A territory, certification, specialisation or capacity that a partner asks for; the vendor decides."""

    class Kind(models.TextChoices):
        TERRITORY = "territory", _("Territory")
        CERTIFICATION = "certification", _("Certification")
        SPECIALISATION = "specialisation", _("Specialisation")
        UNPAUSE = "unpause", _("Receive leads again")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="change_requests")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    payload = models.JSONField(_("what is asked for"), default=dict)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    decided_by = models.ForeignKey(
        "tenants.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_kind_display()}"
