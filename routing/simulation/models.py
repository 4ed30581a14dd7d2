"""Runs of the engine that change nothing, and what they found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel
from routing.policies.models import PolicyVersion


class Simulation(TenantModel):
    """A policy version tried on stored or given leads."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    policy_version = TenantForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="simulations")
    source = models.CharField(_("leads"), max_length=10, default="stored")
    given_leads = models.JSONField(null=True, blank=True)
    since_at = models.DateTimeField(_("from"), null=True, blank=True)
    until_at = models.DateTimeField(_("to"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(_("leads done"), default=0)
    total = models.PositiveIntegerField(_("leads in all"), default=0)
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(_("result"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    requested_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("asked"), default=clock.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.policy_version} ({self.get_state_display()})"


class PathReport(TenantModel):
    """What would bring a partner more leads, from replayed decisions. One row a partner, rebuilt daily."""

    partner = TenantForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="+")
    built_at = models.DateTimeField(default=clock.now)
    since_at = models.DateTimeField()
    body = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("path report")
        verbose_name_plural = _("path reports")
        constraints = (models.UniqueConstraint(fields=["vendor", "partner"], name="path_report_once"),)

    def __str__(self) -> str:
        return f"{self.partner_id}"
