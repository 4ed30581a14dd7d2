"""Webhooks in the vendor admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from prm.platform.console.access import may_write
from prm.platform.console.acting import put_errors
from prm.platform.console.decorators import display
from prm.platform.console.model_admin import VendorModelAdmin, VendorModelForm
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput
from prm.platform.outbox.catalogue import event_choices
from prm.platform.outbox.message_admin import OutboxAdmin
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.outbox.save_endpoint import RESTED, check_endpoint
from prm.platform.outbox.secret import new_secret


class EndpointForm(VendorModelForm):
    """Where to send, in which shape, and which events."""

    events = forms.MultipleChoiceField(
        label=_("events"),
        choices=event_choices,
        required=False,
        help_text=_("Leave all unticked to get every event."),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )

    def clean(self) -> dict[str, Any]:
        """The checks of the API: an address is refused here as it is there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            check_endpoint({name: cleaned[name] for name in ("url", "events") if name in cleaned})
        except InvalidInput as refused:
            put_errors(self, refused)
        return cleaned


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
        if obj is None:
            return shown
        return (*shown, "deliveries", "signing_secret") if may_write(request) else (*shown, "deliveries")

    def get_readonly_fields(
        self, request: HttpRequest, obj: WebhookEndpoint | None = None
    ) -> tuple[str, ...]:
        return ("deliveries", "signing_secret") if obj else ()

    @admin.display(description=_("deliveries"))
    def deliveries(self, endpoint: WebhookEndpoint) -> str:
        address = reverse("admin:outbox_outboxmessage_changelist")
        words = _("What was sent here, and what waits")
        return format_html('<a class="c-link" href="{}?endpoint__id={}">{}</a>', address, endpoint.pk, words)

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
        for name, value in RESTED.items():
            setattr(obj, name, value)
        super().save_model(request, obj, form, change)


vendor_site.register(WebhookEndpoint, WebhookAdmin)
vendor_site.register(OutboxMessage, OutboxAdmin)
