"""What each partner is owed in each pool."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel


class PoolCredits(TenantModel):
    """How much each partner of a pool is owed, in billionths of a lead; the amounts sum to exactly zero.

    One row a pool, because nearly every decision moves nearly every amount: `partner_ids` and `amounts` run
    parallel, sorted by id. `ids_digest` says whose they are, so that a batch need not read or write the ids
    again while the partner table lists the same partners. Written under the routing lock lock only.
    """

    pool = models.CharField(max_length=80)
    partner_ids = ArrayField(models.UUIDField(), default=list)
    amounts = ArrayField(models.BigIntegerField(), default=list)
    ids_digest = models.CharField(max_length=32, default="", editable=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("credits of a pool")
        verbose_name_plural = _("credits of pools")
        constraints = (models.UniqueConstraint(fields=["vendor", "pool"], name="pool_credits_once"),)

    def __str__(self) -> str:
        return self.pool
