"""What each partner is owed in each pool."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm import clock
from prm.tenants.base import TenantForeignKey, TenantModel


class Credit(TenantModel):
    """How much a partner is owed in a pool, in the engine's integer units; a pool's credits sum to zero."""

    pool = models.CharField(max_length=80)
    partner = TenantForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="+")
    amount = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = (models.UniqueConstraint(fields=["vendor", "pool", "partner"], name="credit_once"),)

    def __str__(self) -> str:
        return f"{self.pool}: {self.amount}"
