"""Seals, and the rows that wait for one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel


class Unsealed(TenantModel):
    """A row of an append-only table that no seal covers yet; `id` is that row's. Written by a trigger."""

    source = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("unsealed row")
        verbose_name_plural = _("unsealed rows")

    def __str__(self) -> str:
        return f"{self.source} {self.id}"


class Seal(TenantModel):
    """One link of a vendor's chain: which rows it covers, their digests, and the digest of the link before.

    `sources`, `row_ids` and `row_digests` (32 bytes each, one after the other) run parallel.
    """

    number = models.PositiveIntegerField(_("number"))
    sealed_at = models.DateTimeField(_("sealed"), default=clock.now)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(_("digest"), max_length=64)
    sources = ArrayField(models.CharField(max_length=40))
    row_ids = ArrayField(models.UUIDField())
    row_digests = models.BinaryField()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["vendor", "number"], name="seal_number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class ChainCheck(TenantModel):
    """One check of a vendor's whole chain: what it covered, and what is not as it was sealed, if anything."""

    checked_at = models.DateTimeField(_("checked"), default=clock.now)
    seals = models.PositiveIntegerField(_("seals"))
    rows = models.PositiveBigIntegerField(_("rows"))
    head = models.CharField(_("last seal"), max_length=100)
    trouble = models.TextField(_("trouble"), blank=True)

    class Meta:
        verbose_name = _("check of the chain")
        verbose_name_plural = _("checks of the chain")
        ordering = ("-checked_at",)
        indexes = (models.Index(fields=["vendor", "-checked_at"], name="chain_check_newest"),)

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M} {self.trouble or 'sound'}"
