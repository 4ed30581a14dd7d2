"""The distribution policy in words, its versions, and who signed which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class Agreement(TenantModel):
    """A version of the vendor's rules of engagement; the newest published one is the one to sign."""

    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(
        _("days to sign"),
        default=0,
        help_text=_("How long partners keep receiving leads before they have signed."),
    )
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["vendor", "number"], name="agreement_number"),)

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Signature(TenantModel):
    """A partner's signature under one version. Append-only."""

    agreement = TenantForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    partner = TenantForeignKey(Partner, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey("tenants.User", on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(_("signed as"), max_length=200)
    signed_at = models.DateTimeField(_("signed"), default=clock.now)
    address = models.GenericIPAddressField(_("network address"), null=True)
    text_sha256 = models.CharField(_("digest of the text"), max_length=64)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "agreement", "partner"], name="signed_once"),
        )

    def __str__(self) -> str:
        return f"{self.signed_name}, {self.signed_at:%Y-%m-%d}"
