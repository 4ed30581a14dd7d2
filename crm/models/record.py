"""What is known of one lead or partner in the CRM, and how its conflicts were resolved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.connection import CrmConnection
from leads.models import Lead
from partners.models import Partner
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class RecordState(models.TextChoices):
    """Where a record is. `unlinked`: the CRM has it no more, or it is another lead's there."""

    WAITING = "waiting", _("Waiting")
    SYNCED = "synced", _("Synced")
    CONFLICT = "conflict", _("Conflict")
    FAILED = "failed", _("Given up")
    UNLINKED = "unlinked", _("Unlinked")
    ERASED = "erased", _("Erased")


class Wish(models.TextChoices):
    """What the CRM is to be told."""

    SEND = "send", _("Send")
    ERASE = "erase", _("Erase")


class CrmRecord(TenantModel):
    """A lead or a partner, and its record in the CRM (`remote_id`, "" until it is known).

    An account that could not be taken as a partner has neither, and a `name`.

    What is sent is what the lead is then, so events of one lead can neither overtake one another nor pile up:
    `changes` counts them, and a record that changed while it was sent waits again. `seen` holds two digests
    for each field: what we had and what the CRM had when they were last in step. `choices` holds what a
    person decided of a conflict and was not carried out yet.
    """

    connection = TenantForeignKey(CrmConnection, on_delete=models.CASCADE, related_name="records")
    lead = TenantForeignKey(Lead, on_delete=models.CASCADE, null=True, related_name="crm_records")
    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, null=True, related_name="crm_records")
    name = models.CharField(_("name"), max_length=200, blank=True)
    remote_id = models.CharField(_("ID in the CRM"), max_length=64, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=RecordState.choices, default=RecordState.WAITING
    )
    wish = models.CharField(max_length=5, choices=Wish.choices, default=Wish.SEND)
    changes = models.PositiveIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=clock.now)
    leased_until_at = models.DateTimeField(null=True, editable=False)
    last_error = models.TextField(_("last error"), blank=True)
    seen = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    remote_at = models.DateTimeField(_("changed in the CRM"), null=True)
    synced_at = models.DateTimeField(_("last synced"), null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("CRM record")
        verbose_name_plural = _("CRM records")
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(lead__isnull=True) | models.Q(partner__isnull=True),
                name="crm_record_of_one_thing",
            ),
            models.UniqueConstraint(fields=["vendor", "connection", "lead"], name="crm_record_of_lead"),
            models.UniqueConstraint(fields=["vendor", "connection", "partner"], name="crm_record_of_partner"),
            models.UniqueConstraint(
                fields=["vendor", "connection", "remote_id"],
                condition=~models.Q(remote_id=""),
                name="crm_remote_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["vendor", "connection", "next_attempt_at"],
                condition=models.Q(state="waiting"),
                name="crm_record_due",
            ),
            models.Index(fields=["vendor", "state", "-created_at", "-id"], name="crm_record_state"),
            models.Index(fields=["vendor", "lead"], name="crm_record_lead"),
            models.Index(fields=["vendor", "partner"], name="crm_record_partner"),
        )

    def __str__(self) -> str:
        return str(self.lead or self.partner or self.name)


class Winner(models.TextChoices):
    """Whose value stands."""

    PRODUCT = "product", _("Ours")
    CRM = "crm", _("The CRM’s")


class Why(models.TextChoices):
    """What decided a conflict."""

    POLICY = "policy", _("by the setting of the field")
    NEWEST = "newest", _("the later change")
    OWNED = "owned", _("decided here, not in the CRM")
    PERSON = "person", _("a person’s choice")
    SAME = "same", _("both have the same value again")
    OUTDATED = "outdated", _("the lead or record changed since")


class CrmConflict(TenantModel):
    """One value that differed, and how that was resolved; open while there is no `resolved_at`.

    `field` is a name of `crm/values.py`, or `outcome`. The values are emptied with the lead.
    """

    record = TenantForeignKey(CrmRecord, on_delete=models.CASCADE, related_name="conflicts")
    field = models.CharField(_("field"), max_length=40)
    ours = models.TextField(_("our value"), blank=True)
    theirs = models.TextField(_("the CRM’s value"), blank=True)
    winner = models.CharField(_("stands"), max_length=7, choices=Winner.choices, blank=True)
    why = models.CharField(_("because"), max_length=8, choices=Why.choices, blank=True)
    found_at = models.DateTimeField(_("found"), default=clock.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(
        "tenants.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta:
        verbose_name = _("CRM conflict")
        verbose_name_plural = _("CRM conflicts")
        ordering = ("-found_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "record", "field"],
                condition=models.Q(resolved_at__isnull=True),
                name="crm_conflict_open_once",
            ),
        )
        indexes = (models.Index(fields=["vendor", "record", "-found_at"], name="crm_conflict_of_record"),)

    def __str__(self) -> str:
        return self.field
