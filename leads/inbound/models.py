"""A source of webhooks, and what it has sent."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class Signature(models.TextChoices):
    """How a sender proves that it is the one."""

    NONE = "none", _("No check: the secret address is enough")
    HMAC = "hmac", _("HMAC-SHA256 of the body, in a header")
    HUBSPOT = "hubspot", _("HubSpot, version 3")
    LINKEDIN = "linkedin", _("LinkedIn")
    SHARED = "shared", _("The secret itself, in a header")


class InboundSource(TenantModel):
    """Another system that sends leads in its own shape, to an address of its own (`token`).

    `mapping` maps a lead's fields to expressions (`expression.py`), `custom` names of custom fields.
    `leads_path` says where the leads are in a payload; "": the payload is one. `left_out` holds a path a line
    that is not kept among the custom fields.
    """

    name = models.CharField(_("name"), max_length=100)
    preset = models.CharField(_("sent by"), max_length=20)
    token = models.CharField(max_length=64, editable=False)
    verify_token = models.CharField(max_length=64, editable=False)
    signature = models.CharField(
        _("signature"), max_length=10, choices=Signature.choices, default=Signature.NONE
    )
    signature_header = models.CharField(_("header of the signature"), max_length=80, blank=True)
    secret = models.CharField(_("secret of the signature"), max_length=200, blank=True)
    leads_path = models.CharField(_("where the leads are"), max_length=200, blank=True)
    mapping = models.JSONField(default=dict)
    custom = models.JSONField(default=dict)
    keeps_others = models.BooleanField(_("keep all other values as custom fields"), default=True)
    left_out = models.TextField(_("except"), blank=True, max_length=2000)
    thanks_url = models.URLField(_("page to show after a form"), max_length=500, blank=True)
    keeps_days = models.PositiveSmallIntegerField(
        _("keep payloads for (days)"),
        default=30,
        validators=(MinValueValidator(1), MaxValueValidator(90)),
    )
    is_active = models.BooleanField(_("active"), default=True)
    refused_code = models.CharField(max_length=30, blank=True, default="", editable=False)
    refused_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("inbound webhook")
        verbose_name_plural = _("inbound webhooks")
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=["vendor", "token"], name="inbound_token_once"),)

    def __str__(self) -> str:
        return self.name


class PayloadState(models.TextChoices):
    """What became of a payload."""

    TAKEN = "taken", _("Taken")
    FAILED = "failed", _("Failed")


class InboundPayload(TenantModel):
    """What came once, for as many days as the source says. `results` says what became of each lead in it.

    A result has `lead` (an id) and `duplicate`, or `errors`. Erasing one of its leads empties the body.
    """

    source = TenantForeignKey(InboundSource, on_delete=models.CASCADE, related_name="payloads")
    received_at = models.DateTimeField(_("received"), default=clock.now)
    tried_at = models.DateTimeField(_("tried"), default=clock.now)
    body = models.JSONField(encoder=DjangoJSONEncoder)
    size = models.PositiveIntegerField(_("bytes"))
    state = models.CharField(_("state"), max_length=6, choices=PayloadState.choices)
    results = models.JSONField(default=list)
    lead_ids = ArrayField(models.UUIDField(), default=list)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("payload")
        verbose_name_plural = _("payloads")
        ordering = ("-received_at", "-id")
        indexes = (
            models.Index(fields=["vendor", "source", "-received_at", "-id"], name="payload_newest"),
            models.Index(
                fields=["vendor", "source", "received_at"],
                condition=models.Q(state="failed"),
                name="payload_failed",
            ),
            GinIndex(fields=["lead_ids"], name="payload_leads"),
        )

    def __str__(self) -> str:
        return str(self.id)
