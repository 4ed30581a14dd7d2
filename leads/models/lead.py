"""The lead: what was posted, normalised, and where it is in its life."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm import clock
from prm.tenants.base import TenantForeignKey, TenantModel


class LeadState(models.TextChoices):
    """Where a lead is in its life (design, section 4)."""

    NEW = "new", _("New")
    NURTURE = "nurture", _("Nurture")
    REVIEW = "review", _("In review")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    IN_PROGRESS = "in_progress", _("In progress")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    DUPLICATE = "duplicate", _("Duplicate")
    ERASED = "erased", _("Erased")


CLOSED_STATES = (LeadState.WON, LeadState.LOST, LeadState.DUPLICATE, LeadState.ERASED)


class LeadStage(models.TextChoices):
    """How qualified a lead is."""

    RAW = "raw", _("Raw")
    MQL = "mql", _("Marketing qualified")
    SQL = "sql", _("Sales qualified")


class Lead(TenantModel):
    """One prospect."""

    external_id = models.CharField(_("external ID"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=100, blank=True)
    campaign = models.CharField(_("campaign"), max_length=200, blank=True)

    # Contact: personal data, never shown to a partner before acceptance.
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    company = models.CharField(_("company"), max_length=200, blank=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    account_key = models.CharField(max_length=200, blank=True, editable=False)
    company_fold = models.CharField(max_length=200, blank=True, editable=False)

    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=6, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    industry = models.CharField(_("industry"), max_length=80, blank=True)
    products = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("products")
    )
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=35), default=list, blank=True, verbose_name=_("languages")
    )
    budget_amount = models.DecimalField(_("budget"), max_digits=15, decimal_places=2, null=True, blank=True)
    budget_confirmed = models.BooleanField(_("budget confirmed"), null=True, blank=True)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    need = models.TextField(_("need"), blank=True, max_length=5000)
    need_category = models.CharField(_("kind of need"), max_length=80, blank=True)
    timeline = models.CharField(_("timeline"), max_length=80, blank=True)
    estimated_value = models.DecimalField(
        _("estimated value"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    intent_score = models.PositiveSmallIntegerField(_("intent"), null=True, blank=True)
    partner_campaign = models.CharField(_("partner campaign"), max_length=200, blank=True)
    consent = models.JSONField(_("consent"), null=True, blank=True)
    custom = models.JSONField(_("custom fields"), default=dict, blank=True)

    state = models.CharField(_("state"), max_length=12, choices=LeadState.choices, default=LeadState.NEW)
    stage = models.CharField(_("stage"), max_length=3, choices=LeadStage.choices, default=LeadStage.RAW)
    review_reason = models.CharField(_("why in review"), max_length=60, blank=True)
    review_since_at = models.DateTimeField(_("in review since"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), default=clock.now)
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=clock.now)
    offers_made = models.PositiveSmallIntegerField(_("offers made"), default=0)
    duplicate_of = TenantForeignKey(
        "leads.Lead", on_delete=models.SET_NULL, null=True, blank=True, related_name="duplicates"
    )

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ("-received_at", "-id")
        indexes = (
            models.Index(
                fields=["vendor", "received_at", "id"], condition=models.Q(state="new"), name="lead_waiting"
            ),
            models.Index(fields=["vendor", "state", "-received_at", "-id"], name="lead_by_state"),
            models.Index(fields=["vendor", "-received_at", "-id"], name="lead_newest"),
            models.Index(
                fields=["vendor", "account_key"], condition=~models.Q(account_key=""), name="lead_account"
            ),
            models.Index(fields=["vendor", "email"], condition=~models.Q(email=""), name="lead_email"),
            models.Index(
                fields=["vendor", "external_id"], condition=~models.Q(external_id=""), name="lead_external"
            ),
        )

    def __str__(self) -> str:
        return self.company or self.email or str(self.id)
