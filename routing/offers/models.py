"""Offers and assignments: one table, one row, both lives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.models import Lead
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel
from routing.decisions.models import Decision


class OfferState(models.TextChoices):
    """Where an offer is in its life: offered, accepted and closed, or one of four other ends."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIVE_STATES = (OfferState.OFFERED, OfferState.ACCEPTED)


class WorkStatus(models.TextChoices):
    """How far a partner has come with an accepted lead."""

    TO_CONTACT = "to_contact", _("To contact")
    CONTACTED = "contacted", _("Contacted")
    QUALIFIED = "qualified", _("Qualified")
    PROPOSAL = "proposal", _("Proposal")
    NEGOTIATION = "negotiation", _("Negotiation")


class Offer(TenantModel):
    """A lead put before one partner (or, in a claim pool, several invitees) with a deadline.

    The SLA terms are frozen here when the offer is made. `partner` is empty only while a claim is open.
    """

    lead = TenantForeignKey(Lead, on_delete=models.PROTECT, related_name="offers")
    partner = TenantForeignKey(
        "partners.Partner",
        on_delete=models.PROTECT,
        null=True,
        related_name="offers",
        verbose_name=_("partner"),
    )
    decision = TenantForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="offers")
    state = models.CharField(
        _("state"), max_length=10, choices=OfferState.choices, default=OfferState.OFFERED
    )
    round = models.PositiveSmallIntegerField(_("offer number"), default=1)
    is_claim = models.BooleanField(_("first to accept"), default=False)
    rule_name = models.CharField(_("rule"), max_length=200, blank=True)
    pool = models.CharField(_("pool"), max_length=80, blank=True)
    method = models.CharField(_("method"), max_length=20, blank=True)

    offered_at = models.DateTimeField(_("offered"), default=clock.now)
    visible_at = models.DateTimeField(_("delivered"), default=clock.now)
    deadline_at = models.DateTimeField(_("accept by"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ended"), null=True, blank=True)
    accept_within_seconds = models.PositiveIntegerField()
    warn_after_seconds = models.PositiveIntegerField()
    revoke_after_seconds = models.PositiveIntegerField()
    max_offers = models.PositiveSmallIntegerField(default=5)
    sla_clock = models.CharField(max_length=8, default="wall")
    decline_counts = models.BooleanField(default=True)
    pause_after_missed = models.PositiveSmallIntegerField(null=True)
    turn_paid_back = models.BooleanField(_("turn given back"), default=False)

    update_due_at = models.DateTimeField(_("update by"), null=True, blank=True)
    last_update_at = models.DateTimeField(_("last update"), null=True, blank=True)
    warned_at = models.DateTimeField(_("warned"), null=True, blank=True)
    more_time_asked_at = models.DateTimeField(_("asked for more time"), null=True, blank=True)
    more_time_until_on = models.DateField(_("more time wanted until"), null=True, blank=True)
    first_action_at = models.DateTimeField(_("first action"), null=True, blank=True)
    first_action_kind = models.CharField(_("kind of first action"), max_length=20, blank=True)
    work_status = models.CharField(_("status"), max_length=12, choices=WorkStatus.choices, blank=True)
    assignee = TenantForeignKey(
        "tenants.Membership",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("colleague in charge"),
    )
    next_action = models.CharField(_("next action"), max_length=200, blank=True)
    next_action_on = models.DateField(_("next action on"), null=True, blank=True)

    decline_reason = models.CharField(_("why declined"), max_length=60, blank=True)
    decline_note = models.TextField(_("decline note"), blank=True, max_length=2000)
    outcome = models.CharField(
        _("outcome"), max_length=4, blank=True, choices=[("won", _("Won")), ("lost", _("Lost"))]
    )
    outcome_value = models.DecimalField(
        _("closed value"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    outcome_reason = models.CharField(_("outcome reason"), max_length=200, blank=True)
    is_manual = models.BooleanField(_("decided by a person"), default=False)
    manual_reason = models.TextField(_("because"), blank=True, max_length=2000)
    suggested_partner = TenantForeignKey(
        "partners.Partner", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        "tenants.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ("-offered_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "lead"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="one_live_offer_per_lead",
            ),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=False)
                | models.Q(is_claim=True, state__in=["offered", "expired", "withdrawn", "declined"]),
                name="offer_has_a_partner_unless_an_open_claim",
            ),
        )
        indexes = (
            models.Index(
                fields=["vendor", "partner", "lead"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="offer_live_by_partner",
            ),
            models.Index(fields=["vendor", "partner", "state", "-offered_at"], name="offer_by_partner"),
            models.Index(
                fields=["vendor", "partner", "update_due_at", "accepted_at"],
                condition=models.Q(state="accepted"),
                name="offer_to_update",
            ),
            models.Index(fields=["vendor", "-offered_at", "-id"], name="offer_newest"),
            models.Index(fields=["vendor", "lead", "offered_at"], name="offer_of_lead"),
            models.Index(
                fields=["vendor", "pool", "-offered_at", "-id"],
                condition=models.Q(is_manual=False, is_claim=False, turn_paid_back=False),
                name="offer_of_pool",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.offered_at:%Y-%m-%d %H:%M}"


class OfferInvitee(TenantModel):
    """A partner invited to a claim: the first to accept has it."""

    offer = TenantForeignKey(Offer, on_delete=models.CASCADE, related_name="invitees")
    partner = TenantForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="claim_invitations")
    invited_at = models.DateTimeField(default=clock.now)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitee")
        verbose_name_plural = _("invitees")
        constraints = (models.UniqueConstraint(fields=["vendor", "offer", "partner"], name="invited_once"),)
        indexes = (models.Index(fields=["vendor", "partner", "-invited_at"], name="invitee_by_partner"),)

    def __str__(self) -> str:
        return str(self.partner_id)
