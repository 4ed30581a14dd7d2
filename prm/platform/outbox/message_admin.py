"""What leaves the system, in the vendor admin: who was told what, and what could not be delivered."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from prm.platform.console.access import actor_of, may_write
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import VendorModelAdmin, ViewOnly
from prm.platform.outbox.catalogue import event_names
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.resend import given_up_lately, resend, resendable
from prm.platform.outbox.send_webhooks import body_of
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

STATE_LABELS = {"waiting": "info", "delivered": "success", "failed": "danger"}


class EventFilter(admin.SimpleListFilter):
    """By event, named as everywhere."""

    title = _("event")
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
        return sorted(event_names(), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        return queryset.filter(event=self.value()) if self.value() else queryset


class GivenUp(admin.SimpleListFilter):
    """What could not be delivered lately."""

    title = _("given up")
    parameter_name = "given_up"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, Any]]:
        return [("lately", _("In the last 7 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        return queryset.filter(pk__in=given_up_lately()) if self.value() == "lately" else queryset


class OutboxAdmin(ViewOnly, VendorModelAdmin):
    """Messages by state, each with the log of its attempts; any can be sent again."""

    list_display = (
        "shown_event",
        "channel",
        "receiver",
        "shown_state",
        "attempts",
        "created_at",
        "delivered_at",
        "last_error",
    )
    list_filter = ("state", "channel", EventFilter, GivenUp)
    search_fields = ("receiver", "event", "last_error")
    ordering = ("-created_at",)
    fields = readonly_fields = (
        "shown_event", "channel", "receiver", "state", "attempts", "created_at", "next_attempt_at",
        "delivered_at", "last_error",
    )  # fmt: skip
    actions = ("resend_selected",)
    actions_detail = ("resend_one",)
    change_form_outer_after_template = "console/delivery_log.html"

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup == "endpoint__id" or bool(super().lookup_allowed(lookup, value, request))

    def get_fields(self, request: HttpRequest, obj: OutboxMessage | None = None) -> tuple[str, ...]:
        """Only what waits has a next attempt."""
        is_waiting = obj is not None and obj.state == OutboxMessage.State.WAITING
        return tuple(name for name in self.fields if is_waiting or name != "next_attempt_at")

    def has_resend_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer another try: to a writer, of a message that still has something to say."""
        if object_id is None:
            return may_write(request)
        one = OutboxMessage.objects.filter(pk=object_id)
        return may_write(request) and resendable(one).exists()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A message, above its log."""
        message = self.get_object(request, object_id)
        log = _log(message) if message else {}
        response: HttpResponse = super().change_view(
            request, object_id, form_url, (extra_context or {}) | log
        )
        return response

    @admin.display(description=_("event"), ordering="event")
    def shown_event(self, message: OutboxMessage) -> str:
        return dict(event_names()).get(message.event, message.event)

    @display(description=_("state"), ordering="state", label=STATE_LABELS)
    def shown_state(self, message: OutboxMessage) -> tuple[str, str]:
        return message.state, message.get_state_display()

    @admin.action(description=_("Send again"), permissions=["resend"])
    def resend_selected(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        wanted = OutboxMessage.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
        for message in resendable(wanted):
            audit(actor_of(request), AuditAction.RETRIED, message, name=message.event)
        count = resend(wanted)
        words = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
        self.message_user(request, words % {"count": count})

    @action(description=_("Send again"), url_path="resend", permissions=["resend"], icon="refresh")
    def resend_one(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then put the message back in the queue."""
        message = get_object_or_404(OutboxMessage, pk=object_id)
        act = Act(
            title=_("Send “%(event)s” again") % {"event": self.shown_event(message)},
            words=_("It is sent to %(receiver)s within seconds, with the same ID.")
            % {"receiver": message.receiver},
            button=_("Send again"),
            done=_("Queued again."),
            back=reverse("admin:outbox_outboxmessage_change", args=[object_id]),
        )
        return run_act(request, act, lambda _answers: self._resend(request, message))

    def _resend(self, request: HttpRequest, message: OutboxMessage) -> None:
        if resend(OutboxMessage.objects.filter(pk=message.pk)):
            audit(actor_of(request), AuditAction.RETRIED, message, name=message.event)


def _log(message: OutboxMessage) -> dict[str, Any]:
    """What is posted, and every attempt; nothing for a mail, whose server keeps no such log."""
    endpoint = message.endpoint
    if endpoint is None:
        return {}
    tries = [
        (one, "\n".join([f"POST {one.url}", *(f"{name}: {value}" for name, value in one.headers.items())]))
        for one in message.tries.order_by("-started_at", "-id")
    ]
    body = json.dumps(json.loads(body_of(endpoint, message)), ensure_ascii=False, indent=2)
    return {"has_log": True, "tries": tries, "body": body}
