"""What makes a lead qualified for a vendor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel


class QualificationRules(TenantModel):
    """At most one row for each vendor; without it the defaults hold (`leads/intake/qualify.py`).

    `weights` maps a criterion's code to `points`, `needed` and `figure`.
    """

    weights = models.JSONField(default=dict)
    mql_at = models.PositiveSmallIntegerField(_("points of a marketing qualified lead"))
    sql_at = models.PositiveSmallIntegerField(_("points of a sales qualified lead"))
    routes_only_sql = models.BooleanField(_("route only sales qualified leads"), default=False)
    changed_at = models.DateTimeField(_("changed"), default=clock.now)

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualification")
        constraints = (models.UniqueConstraint(fields=["vendor"], name="qualification_once"),)

    def __str__(self) -> str:
        return str(_("Qualification"))
