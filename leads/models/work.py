"""What people add to a lead while it is worked."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.models.lead import Lead
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class Note(TenantModel):
    """A note on a lead. Notes of a partner are seen by that partner and the vendor."""

    lead = TenantForeignKey(Lead, on_delete=models.CASCADE, related_name="notes")
    partner = TenantForeignKey(
        "partners.Partner", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    author = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField(_("note"), max_length=5000)
    created_at = models.DateTimeField(_("written"), default=clock.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.body[:60]


class Attachment(TenantModel):
    """A file on a lead."""

    lead = TenantForeignKey(Lead, on_delete=models.CASCADE, related_name="attachments")
    partner = TenantForeignKey(
        "partners.Partner", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    uploaded_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    content = models.BinaryField()
    created_at = models.DateTimeField(_("added"), default=clock.now)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name


class DeclineReason(TenantModel):
    """One of the vendor's reasons that a partner can give for declining."""

    slug = models.SlugField(_("slug"), max_length=60)
    name = models.CharField(_("reason"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("decline reason")
        verbose_name_plural = _("decline reasons")
        ordering = ("position", "name")
        constraints = (models.UniqueConstraint(fields=["vendor", "slug"], name="decline_reason_slug"),)

    def __str__(self) -> str:
        return self.name


class LeadRating(TenantModel):
    """How good a partner found a lead, from 1 to 5, after closing it."""

    lead = TenantForeignKey(Lead, on_delete=models.CASCADE, related_name="ratings")
    partner = TenantForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="ratings")
    rated_by = models.ForeignKey("tenants.User", on_delete=models.SET_NULL, null=True, related_name="+")
    stars = models.PositiveSmallIntegerField(
        _("quality"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    created_at = models.DateTimeField(_("rated"), default=clock.now)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "lead", "partner"], name="rated_once"),
            models.CheckConstraint(condition=models.Q(stars__range=(1, 5)), name="rating_one_to_five"),
        )

    def __str__(self) -> str:
        return f"{self.stars}/5"
