"""Deal registrations: a partner's claim on an account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class DealState(models.TextChoices):
    """Where a registration is in its life."""

    REGISTERED = "registered", _("Registered")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")
    CLOSED = "closed", _("Closed")


class DealRegistration(TenantModel):
    """A claim on an account, protected until `protected_until_on` once approved."""

    partner = TenantForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="deals")
    external_id = models.CharField(_("external ID"), max_length=200, blank=True)
    company = models.CharField(_("company"), max_length=200)
    website = models.CharField(_("website"), max_length=500, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    account_key = models.CharField(max_length=200, editable=False)
    company_fold = models.CharField(max_length=200, blank=True, editable=False)
    company_keys = ArrayField(models.TextField(), default=list, blank=True, editable=False)
    products = models.JSONField(_("products"), default=list, blank=True)
    estimated_value = models.DecimalField(
        _("estimated value"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    contact_name = models.CharField(_("contact"), max_length=200, blank=True, db_default="")
    contact_email = models.CharField(_("contact’s e-mail"), max_length=254, blank=True, db_default="")
    contact_phone = models.CharField(_("contact’s phone"), max_length=20, blank=True, db_default="")
    closes_on = models.DateField(_("expected to close"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=5000)
    state = models.CharField(
        _("state"), max_length=10, choices=DealState.choices, default=DealState.REGISTERED
    )
    is_second = models.BooleanField(
        _("registered second"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Another partner had registered the account already, and the vendor had not decided."),
    )
    protected_until_on = models.DateField(_("protected until"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered"), default=clock.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "tenants.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    decision_note = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("deal registration")
        verbose_name_plural = _("deal registrations")
        ordering = ("-registered_at",)
        indexes = (
            models.Index(fields=["vendor", "account_key", "state"], name="deal_account"),
            models.Index(
                fields=["vendor", "protected_until_on"],
                condition=models.Q(state="approved"),
                name="deal_protected_until",
            ),
        )

    def __str__(self) -> str:
        return self.company
