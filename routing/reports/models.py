"""Reports that go out by mail every week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel


class ReportMail(TenantModel):
    """One report, with its period and split, mailed to one address every Monday."""

    report = models.SlugField(_("report"), max_length=40)
    period = models.CharField(_("period"), max_length=10)
    split = models.CharField(_("split"), max_length=20)
    email = models.EmailField(_("e-mail address"))
    created_by = models.ForeignKey(
        "tenants.User", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("added"), default=clock.now)
    next_at = models.DateTimeField(_("next mail"))

    class Meta:
        verbose_name = _("report by mail")
        verbose_name_plural = _("reports by mail")
        ordering = ("report", "email")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "report", "email"], name="report_mail_once"),
        )
        indexes = (models.Index(fields=["next_at"], name="report_mail_due"),)

    def __str__(self) -> str:
        return f"{self.report}: {self.email}"
