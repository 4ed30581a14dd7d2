"""Webhooks, and what leaves the system: who was told what, and what could not be delivered."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from prm.platform.console.access import actor_of, may_write
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import VendorModelAdmin, VendorModelForm, ViewOnly
from prm.platform.console.site import vendor_site
from prm.platform.outbox.catalogue import event_choices
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.outbox.retry import try_again, undelivered
from prm.platform.outbox.secret import new_secret
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

STATE_LABELS = {"waiting": "info", "delivered": "success", "failed": "danger"}


class EndpointForm(VendorModelForm):
    """Where to send, in which shape, and which events."""

    events = forms.MultipleChoiceField(
        label=_("events"),
        choices=event_choices,
        required=False,
        help_text=_("Select none to get every event."),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )


class WebhookAdmin(VendorModelAdmin):
    """Endpoints; the signing secret is made here and shown to those who may change the endpoint."""

    form = EndpointForm
    list_display = ("url", "shape", "partner", "shown_events", "shown_state", "created_at")
    list_filter = ("is_active", "shape", "partner")
    list_select_related = ("partner",)
    search_fields = ("url", "partner__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookEndpoint]:
        """Without those that people keep for themselves: a chat of one's own is nobody else's business."""
        endpoints: QuerySet[WebhookEndpoint] = super().get_queryset(request)
        return endpoints.filter(membership=None)

    def get_fields(self, request: HttpRequest, obj: WebhookEndpoint | None = None) -> tuple[str, ...]:
        shown = ("url", "shape", "partner", "events", "is_active")
        return (*shown, "signing_secret") if obj and may_write(request) else shown

    def get_readonly_fields(
        self, request: HttpRequest, obj: WebhookEndpoint | None = None
    ) -> tuple[str, ...]:
        return ("signing_secret",) if obj else ()

    @admin.display(description=_("signing secret"))
    def signing_secret(self, endpoint: WebhookEndpoint) -> str:
        return endpoint.secret

    @admin.display(description=_("events"))
    def shown_events(self, endpoint: WebhookEndpoint) -> str:
        return ", ".join(endpoint.events) or str(_("All"))

    @display(description=_("state"), ordering="is_active", label={"active": "success", "off": "danger"})
    def shown_state(self, endpoint: WebhookEndpoint) -> tuple[str, Any]:
        return ("active", _("Active")) if endpoint.is_active else ("off", _("Off"))

    def save_model(self, request: HttpRequest, obj: WebhookEndpoint, form: Any, change: bool) -> None:
        if not obj.secret:
            obj.secret = new_secret()
        super().save_model(request, obj, form, change)


class OutboxAdmin(ViewOnly, VendorModelAdmin):
    """Messages by state; one that was given up can be tried again."""

    list_display = (
        "event",
        "channel",
        "receiver",
        "shown_state",
        "attempts",
        "created_at",
        "delivered_at",
        "last_error",
    )
    list_filter = ("state", "channel", "event")
    search_fields = ("receiver", "event", "last_error")
    ordering = ("-created_at",)
    fields = readonly_fields = (
        "event", "channel", "receiver", "shown_state", "attempts", "created_at", "next_attempt_at",
        "delivered_at", "last_error",
    )  # fmt: skip
    actions = ("retry_selected",)
    actions_detail = ("retry",)

    def has_retry_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer another try: a writer and, for one message, one not delivered yet."""
        if object_id is None:
            return may_write(request)
        return may_write(request) and undelivered().filter(pk=object_id).exists()

    @display(description=_("state"), ordering="state", label=STATE_LABELS)
    def shown_state(self, message: OutboxMessage) -> tuple[str, str]:
        return message.state, message.get_state_display()

    @admin.action(description=_("Try again"), permissions=["retry"])
    def retry_selected(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        count = try_again(undelivered().filter(pk__in=queryset.values("pk")))
        words = ngettext(
            "%(count)d message will be sent again.", "%(count)d messages will be sent again.", count
        )
        self.message_user(request, words % {"count": count})

    @action(description=_("Try again"), url_path="retry", permissions=["retry"], icon="refresh")
    def retry(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then put the message back in the queue."""
        message = get_object_or_404(OutboxMessage, pk=object_id)
        act = Act(
            title=_("Try “%(event)s” again") % {"event": message.event},
            words=_("It is sent to %(receiver)s within seconds, with the same ID.")
            % {"receiver": message.receiver},
            button=_("Try again"),
            done=_("Queued again."),
            back=reverse("admin:outbox_outboxmessage_change", args=[object_id]),
        )
        return run_act(request, act, lambda _answers: self._retry(request, message))

    def _retry(self, request: HttpRequest, message: OutboxMessage) -> None:
        try_again(undelivered().filter(pk=message.pk))
        audit(actor_of(request), AuditAction.RETRIED, message, name=message.event)


vendor_site.register(WebhookEndpoint, WebhookAdmin)
vendor_site.register(OutboxMessage, OutboxAdmin)
