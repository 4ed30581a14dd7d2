"""What is to leave the system: rows written in the transaction that causes them, delivered afterwards."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class WebhookEndpoint(TenantModel):
    """Where a vendor, one of its partners, or one member of a partner wants to hear of events."""

    class Shape(models.TextChoices):
        STANDARD = "standard", _("Standard Webhooks")
        SLACK = "slack", _("Slack")
        TEAMS = "teams", _("Teams")

    url = models.URLField(_("URL"), max_length=500)
    shape = models.CharField(_("shape"), max_length=10, choices=Shape.choices, default=Shape.STANDARD)
    events = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("events"),
        help_text=_("Empty means all."),
    )
    secret = models.CharField(max_length=100, editable=False)
    previous_secret = models.CharField(max_length=100, editable=False, blank=True, default="", db_default="")
    previous_secret_until_at = models.DateTimeField(null=True, editable=False)
    failures_in_a_row = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    rests_until_at = models.DateTimeField(null=True, editable=False)
    partner = TenantForeignKey(
        "partners.Partner",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    membership = TenantForeignKey(
        "tenants.Membership",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="own_endpoints",
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.url


NEXT_ORDINAL = models.Func(
    models.Value("outbox_ordinal"), function="nextval", output_field=models.BigIntegerField()
)


class OutboxMessage(TenantModel):
    """One message to one receiver. `key` is stable, so that the same message is never written twice.

    `ordinal` is the order of writing. Whoever writes of one lead holds its lock, so it is the order of what
    happened to the lead; ids are made by the clocks of several machines and could not promise that.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        WEBHOOK = "webhook", _("Webhook")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Given up")

    key = models.CharField(max_length=200)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    event = models.CharField(_("event"), max_length=40)
    receiver = models.CharField(pgettext_lazy("receiver", "to"), max_length=500, blank=True)
    endpoint = TenantForeignKey(WebhookEndpoint, on_delete=models.CASCADE, null=True, related_name="messages")
    membership = TenantForeignKey(
        "tenants.Membership", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    lead_id = models.UUIDField(null=True, editable=False)
    in_digest = models.BooleanField(_("in the daily digest"), default=False)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=clock.now)
    created_at = models.DateTimeField(_("written"), default=clock.now)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    ordinal = models.BigIntegerField(db_default=NEXT_ORDINAL, editable=False)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["vendor", "key"], name="message_once"),)
        indexes = (
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="waiting"), name="message_due"),
            models.Index(
                fields=["vendor", "lead_id"],
                condition=models.Q(lead_id__isnull=False),
                name="message_of_lead",
            ),
            models.Index(
                fields=["vendor", "endpoint", "next_attempt_at"],
                condition=models.Q(state="waiting", endpoint__isnull=False),
                name="message_of_endpoint",
            ),
            models.Index(
                fields=["vendor", "endpoint", "lead_id", "ordinal"],
                condition=models.Q(state="waiting", endpoint__isnull=False),
                name="message_in_turn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} → {self.receiver}"


class DeliveryAttempt(TenantModel):
    """One try to deliver a webhook: what was asked, what came back, and how long it took.

    The body is the message's payload and is not kept a second time.
    """

    message = TenantForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="tries")
    started_at = models.DateTimeField(_("started"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    url = models.URLField(_("URL"), max_length=500)
    headers = models.JSONField(_("headers"), default=dict)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("delivery attempt")
        verbose_name_plural = _("delivery attempts")
        ordering = ("started_at", "id")
        indexes = (models.Index(fields=["vendor", "message"], name="attempt_of_message"),)

    def __str__(self) -> str:
        return f"{self.url} {self.started_at:%Y-%m-%d %H:%M}"


class NotificationPreference(TenantModel):
    """How one member wants to hear of one event. No row: by e-mail, at once."""

    class Delivery(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DIGEST = "digest", _("In a daily digest")
        OFF = "off", _("Not at all")

    membership = TenantForeignKey(
        "tenants.Membership", on_delete=models.CASCADE, related_name="notification_choices"
    )
    event = models.CharField(_("event"), max_length=40)
    delivery = models.CharField(
        _("by e-mail"), max_length=10, choices=Delivery.choices, default=Delivery.AT_ONCE
    )

    class Meta:
        verbose_name = _("notification choice")
        verbose_name_plural = _("notification choices")
        constraints = (models.UniqueConstraint(fields=["vendor", "membership", "event"], name="choice_once"),)

    def __str__(self) -> str:
        return f"{self.event}: {self.delivery}"


class UsedLink(TenantModel):
    """A signed link from a mail that has done its one act. The link itself is kept nowhere."""

    token_digest = models.CharField(max_length=64)
    membership = TenantForeignKey("tenants.Membership", on_delete=models.CASCADE, related_name="+")
    subject_id = models.UUIDField()
    used_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("used link")
        verbose_name_plural = _("used links")
        constraints = (models.UniqueConstraint(fields=["vendor", "token_digest"], name="link_used_once"),)

    def __str__(self) -> str:
        return f"{self.subject_id} {self.used_at:%Y-%m-%d %H:%M}"
