"""Answers kept for repeated requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel


class IdempotentAnswer(TenantModel):
    """The answer to a POST with an Idempotency-Key, given again when the same request comes again."""

    owner_id = models.UUIDField(help_text="Whose key asked: a partner's ID, or else the vendor's.")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = (models.UniqueConstraint(fields=["vendor", "owner_id", "key"], name="answer_once"),)

    def __str__(self) -> str:
        return self.key
