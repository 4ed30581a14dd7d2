"""The companies that the vendor keeps an eye on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants.base import TenantModel


class StrategicAccount(TenantModel):
    """A company whose leads are marked `strategic_account`: known by its domain, or by its folded name."""

    company = models.CharField(_("company"), max_length=200)
    website = models.CharField(_("website"), max_length=500, blank=True)
    domain = models.CharField(max_length=200, blank=True, editable=False)
    company_fold = models.CharField(max_length=200, editable=False)
    company_keys = ArrayField(models.TextField(), default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("strategic account")
        verbose_name_plural = _("strategic accounts")
        ordering = ("company",)
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "company_fold", "domain"], name="strategic_account_once"
            ),
        )
        indexes = (models.Index(fields=["vendor", "domain"], name="strategic_account_domain"),)

    def __str__(self) -> str:
        return self.company
