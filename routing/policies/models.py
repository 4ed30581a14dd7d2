"""Policy versions, and the row that serialises a vendor's routing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel


class RoutingLock(TenantModel):
    """One row a vendor. Whoever decides locks it: a vendor's batches are decided one after another."""

    review_due_on = models.DateField(_("policy review due"), null=True, blank=True)
    escalation_email = models.EmailField(_("who hears of leads left in review"), blank=True)

    class Meta:
        verbose_name = _("routing lock")
        verbose_name_plural = _("routing desks")
        constraints = (models.UniqueConstraint(fields=["vendor"], name="one_routing_lock_per_vendor"),)

    def __str__(self) -> str:
        return str(self.vendor_id)


class PolicyState(models.TextChoices):
    """The life of a policy version."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class PolicyVersion(TenantModel):
    """Rules, pools and SLA terms as one document (`routing.engine.schema`). Only drafts can be edited."""

    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=PolicyState.choices, default=PolicyState.DRAFT
    )
    document = models.JSONField(_("document"))
    note = models.TextField(_("note"), blank=True, max_length=2000)
    based_on_number = models.PositiveIntegerField(_("copied from version"), null=True, blank=True)
    created_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"), default=clock.now)
    submitted_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted for approval"), null=True, blank=True)
    published_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["vendor", "number"], name="policy_number"),
            models.UniqueConstraint(
                fields=["vendor"], condition=models.Q(state="published"), name="one_published_policy"
            ),
        )

    def __str__(self) -> str:
        return _("Version %(number)s") % {"number": self.number}
