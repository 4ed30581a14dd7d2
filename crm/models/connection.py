"""A vendor's CRM, and how it is spoken to."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel

FIELD_NAME = RegexValidator(r"^[A-Za-z][A-Za-z0-9_]{0,99}$", _("This is not the API name of a field."))


class CrmKind(models.TextChoices):
    """The CRMs that can be spoken to."""

    SALESFORCE = "salesforce", "Salesforce"
    HUBSPOT = "hubspot", "HubSpot"


class OnErase(models.TextChoices):
    """What the CRM is told when a lead is erased."""

    DELETE = "delete", _("Delete the record")
    BLANK = "blank", _("Empty the fields that we fill")
    KEEP = "keep", _("Leave the record as it is")


class CrmConnection(TenantModel):
    """One CRM of a vendor. `credentials` are sealed (`prm/platform/sealed.py`).

    `mapping` maps names of `crm/values.py` to fields of the CRM; `policies` says for each who wins.
    `statuses` maps states of leads to values of the CRM's status; `tiers` maps the CRM's tiers to slugs.
    `account_mapping` maps name, website, tier and active to fields of the CRM's accounts. `missing` are
    fields that the last test did not find, those of accounts as `Account.name`. `cursors` holds the
    instant up to which each stream was read.
    """

    kind = models.CharField(_("CRM"), max_length=10, choices=CrmKind.choices)
    base_url = models.URLField(_("address"), max_length=300)
    credentials = models.TextField(editable=False, blank=True)
    external_field = models.CharField(_("field for our lead’s ID"), max_length=100, validators=[FIELD_NAME])
    mapping = models.JSONField(default=dict)
    policies = models.JSONField(default=dict)
    statuses = models.JSONField(default=dict)
    account_mapping = models.JSONField(default=dict)
    account_field = models.CharField(
        _("field that marks partner accounts"), max_length=100, blank=True, validators=[FIELD_NAME]
    )
    account_value = models.CharField(_("its value for partners"), max_length=100, blank=True)
    tiers = models.JSONField(default=dict)
    sends_leads = models.BooleanField(_("send leads to the CRM"), default=True)
    takes_changes = models.BooleanField(_("take changes of leads from the CRM"), default=True)
    takes_outcomes = models.BooleanField(_("take won and lost from the CRM"), default=True)
    takes_accounts = models.BooleanField(_("take partner accounts from the CRM"), default=False)
    on_erase = models.CharField(
        _("when a lead is erased"), max_length=6, choices=OnErase.choices, default=OnErase.DELETE
    )
    pulls_every_minutes = models.PositiveSmallIntegerField(
        _("look for changes every (minutes)"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    is_active = models.BooleanField(_("active"), default=True)
    cursors = models.JSONField(default=dict, editable=False)
    next_pull_at = models.DateTimeField(default=clock.now, editable=False)
    pulled_at = models.DateTimeField(_("last looked for changes"), null=True, editable=False)
    failures_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    rests_until_at = models.DateTimeField(null=True, editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)
    worked_at = models.DateTimeField(_("last worked"), null=True, editable=False)
    test_asked_at = models.DateTimeField(null=True, editable=False)
    tested_at = models.DateTimeField(_("last tested"), null=True, editable=False)
    missing = models.JSONField(default=list, db_default=models.Value([], models.JSONField()), editable=False)
    usage = models.CharField(_("requests used"), max_length=60, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("CRM connection")
        verbose_name_plural = _("CRM connections")
        ordering = ("created_at", "id")
        constraints = (models.UniqueConstraint(fields=["vendor", "kind"], name="crm_of_a_kind_once"),)

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_being_tested(self) -> bool:
        """Whether a test was asked for and has no result yet."""
        if self.test_asked_at is None or self.last_error or not self.is_active:
            return False
        return self.tested_at is None or self.tested_at < self.test_asked_at
