"""By which keys leads, deals and strategic accounts are found to be one company."""

from django.db import models

from prm.platform.tenants.base import TenantModel


class KeyOf(models.TextChoices):
    """Whose key it is."""

    LEAD = "l", "lead"
    DEAL = "d", "deal"
    ACCOUNT = "a", "strategic account"


class CompanyKey(TenantModel):
    """One key of one lead, deal or strategic account, as a digest (`leads/identity/company.py`)."""

    digest = models.BigIntegerField()
    kind = models.CharField(max_length=1, choices=KeyOf.choices)
    subject_id = models.UUIDField()

    class Meta:
        verbose_name = "company key"
        indexes = (
            models.Index(fields=["vendor", "digest", "kind", "subject_id"], name="company_key_digest"),
            models.Index(fields=["vendor", "subject_id"], name="company_key_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
