"""What is known of who a lead is: the person's keys, later posts about it, and leads that are like it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.models.event import ActorKind
from leads.models.lead import Lead
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class PersonKey(TenantModel):
    """One key of a person, and the lead that is this person's now.

    The id is the digest of the key (`leads/identity/person.py`): the primary key of the table is what keeps
    two leads of one person apart from being made at once.
    """

    lead_id = models.UUIDField()

    class Meta:
        verbose_name = "person key"
        indexes = (models.Index(fields=["vendor", "lead_id"], name="person_key_lead"),)

    def __str__(self) -> str:
        return str(self.lead_id)


class LaterPost(TenantModel):
    """A later post about a lead that was there: all that it said. Erasing the lead removes it."""

    lead = TenantForeignKey(Lead, on_delete=models.CASCADE, related_name="later_posts", db_index=False)
    received_at = models.DateTimeField(_("received"), default=clock.now)
    evidence = models.CharField(_("recognised by"), max_length=20)
    facts = models.JSONField(_("what it said"), default=dict, encoder=DjangoJSONEncoder)
    unread = models.JSONField(_("not understood"), default=dict)
    actor_kind = models.CharField(max_length=6, choices=ActorKind.choices, default=ActorKind.SYSTEM)
    actor_id = models.UUIDField(null=True)
    separated_at = models.DateTimeField(_("split off as a separate lead"), null=True, blank=True)

    class Meta:
        verbose_name = _("later post")
        verbose_name_plural = _("later posts")
        ordering = ("received_at", "id")
        indexes = (models.Index(fields=["vendor", "lead", "received_at"], name="later_post_of_lead"),)

    def __str__(self) -> str:
        return str(self.id)


class LeadLink(TenantModel):
    """A lead is like an older one: the same person again, or another one of what looks like its company."""

    class Kind(models.TextChoices):
        AGAIN = "again", _("The same person again")
        SIMILAR = "similar", _("The same company, it seems")

    lead = TenantForeignKey(Lead, on_delete=models.CASCADE, related_name="links", db_index=False)
    other = TenantForeignKey(Lead, on_delete=models.CASCADE, related_name="linked_from", db_index=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    evidence = models.CharField(_("recognised by"), max_length=20)
    confidence = models.FloatField(
        _("how sure"), validators=[MinValueValidator(0), MaxValueValidator(1)], default=0
    )
    created_at = models.DateTimeField(_("found"), default=clock.now)
    dismissed_at = models.DateTimeField(_("dismissed"), null=True, blank=True)

    class Meta:
        verbose_name = _("like lead")
        verbose_name_plural = _("like leads")
        ordering = ("-confidence", "-created_at")
        constraints = (models.UniqueConstraint(fields=["vendor", "lead", "other"], name="lead_link_once"),)
        indexes = (models.Index(fields=["vendor", "other"], name="lead_link_other"),)

    def __str__(self) -> str:
        return f"{self.lead_id} {self.kind} {self.other_id}"
