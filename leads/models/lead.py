"""The lead: what was posted, normalised, and where it is in its life."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.fields.lead import LeadFields
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class LeadState(models.TextChoices):
    """Where a lead is in its life; `duplicate` and `erased` are ends."""

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


class Lead(LeadFields, TenantModel):
    """One prospect: what was posted (`leads/fields/lead.py`), and what became of it.

    Until `route_after_at` a new lead waits for the answers of enrichment.
    `enrichment` records each value that was filled in, with its provider and what it follows from.
    `unread` holds what could not be read: a field's name to the code of the refusal and the value sent.
    `score_points` maps each criterion that the lead meets to its points (`leads/intake/criteria.py`).
    """

    account_key = models.CharField(max_length=200, blank=True, editable=False)
    company_fold = models.CharField(max_length=200, blank=True, editable=False)
    company_keys = ArrayField(models.TextField(), default=list, blank=True, editable=False)
    enrichment = models.JSONField(
        _("filled in"),
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        editable=False,
    )
    route_after_at = models.DateTimeField(null=True, editable=False)
    unread = models.JSONField(_("not understood"), default=dict, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=12, choices=LeadState.choices, default=LeadState.NEW)
    stage = models.CharField(_("stage"), max_length=3, choices=LeadStage.choices, default=LeadStage.RAW)
    score_points = models.JSONField(_("points"), default=dict, blank=True, editable=False)
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
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "external_id"],
                condition=~models.Q(external_id=""),
                name="lead_external_once",
                violation_error_message=_("Another lead has this ID."),
            ),
        )
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
        )

    def __str__(self) -> str:
        return self.company or self.email or str(self.id)

    @property
    def score(self) -> int:
        """The sum of its points."""
        return sum(self.score_points.values())
