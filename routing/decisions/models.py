"""Decisions and what replaying them needs. All append-only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.models import Lead
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel
from routing.policies.models import PolicyVersion


class Ground(models.TextChoices):
    """Why a person chose a partner, as partners may read it: it names nobody."""

    RULES = "rules", _("It comes first by the rules")
    CUSTOMER = "customer", _("The customer asked for it or knows it")
    SKILLS = "skills", _("It has the knowledge that this lead needs")
    NEAR = "near", _("It is close to the customer")
    READY = "ready", _("It can start at once")
    FEW_LATELY = "few_lately", _("It had few leads lately")
    OTHER = "other", _("Another reason")


class ForgottenFacts(models.Func):
    """`lead_facts` without what is personal: the only change that the database lets a decision have."""

    function = "forgotten_facts"
    output_field = models.JSONField()


class PartnerTableSnapshot(TenantModel):
    """A partner table as the engine saw it, stored once per content: `digest` is the SHA-256 of `body`."""

    digest = models.CharField(max_length=64)
    body = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("partner table snapshot")
        verbose_name_plural = _("partner table snapshots")
        constraints = (models.UniqueConstraint(fields=["vendor", "digest"], name="snapshot_once"),)

    def __str__(self) -> str:
        return self.digest[:12]


class Batch(TenantModel):
    """One run of the routing job: its decisions share policy, partner table, instant and initial routing
    state."""

    policy_version = TenantForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    partner_table = TenantForeignKey(PartnerTableSnapshot, on_delete=models.PROTECT, related_name="+")
    routing_state = models.BinaryField()
    decided_at = models.DateTimeField(default=clock.now)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self) -> str:
        return f"{self.decided_at:%Y-%m-%d %H:%M:%S} ({self.size})"


class Decision(TenantModel):
    """The record of one run of the engine on one lead; `body` is its encoding, with every reason."""

    lead = TenantForeignKey(Lead, on_delete=models.PROTECT, related_name="decisions")
    batch = TenantForeignKey(Batch, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField(_("position in the batch"))
    decided_at = models.DateTimeField(_("decided"), default=clock.now)
    outcome = models.CharField(_("outcome"), max_length=10)
    review_reason = models.CharField(_("why in review"), max_length=60, blank=True)
    rule_name = models.CharField(_("rule"), max_length=200, blank=True)
    pool = models.CharField(_("pool"), max_length=80, blank=True)
    method = models.CharField(_("method"), max_length=20, blank=True)
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, null=True, related_name="+")
    lead_facts = models.JSONField()
    body = models.BinaryField()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-decided_at", "-id")
        indexes = (
            models.Index(fields=["vendor", "lead", "-decided_at"], name="decision_of_lead"),
            models.Index(fields=["vendor", "decided_at"], name="decision_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.decided_at:%Y-%m-%d %H:%M}"


class ManualDecision(TenantModel):
    """A person's choice of a partner, with its ground.

    `body` is the engine's decision at that moment, encoded: who could have had the lead, and why the others
    could not. It moved no credits and is not replayed.
    """

    lead = TenantForeignKey(Lead, on_delete=models.PROTECT, related_name="manual_decisions")
    offer = TenantForeignKey("routing.Offer", on_delete=models.PROTECT, related_name="manual_decisions")
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=clock.now)
    ground = models.CharField(_("why"), max_length=12, choices=Ground.choices)
    policy_version = TenantForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    partner_table = TenantForeignKey(PartnerTableSnapshot, on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField()

    class Meta:
        verbose_name = _("decision by hand")
        verbose_name_plural = _("decisions by hand")
        ordering = ("-decided_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "offer"], name="one_manual_decision_an_offer"),
        )
        indexes = (
            models.Index(fields=["vendor", "lead", "-decided_at"], name="manual_decision_of_lead"),
            models.Index(fields=["vendor", "decided_at"], name="manual_decision_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.decided_at:%Y-%m-%d %H:%M}"
