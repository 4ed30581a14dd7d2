"""What partners ask for: a queue of yes or no."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models import Certification, ChangeRequest, Vertical
from partners.services.decide_change_request import approve_change_request, refuse_change_request
from prm.platform.console.access import actor_of, may_write
from prm.platform.console.act_page import Act, Answers, OptionalNoteForm, ReasonForm, run_act
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import VendorModelAdmin, ViewOnly
from prm.platform.console.site import vendor_site
from prm.platform.country_names import place_name
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

STATE_LABELS = {"asked": "info", "approved": "success", "refused": "danger"}


class ChangeRequestAdmin(ViewOnly, VendorModelAdmin):
    """Each request names the partner, what it asks for and why."""

    list_display = ("partner", "kind", "asked_for", "reason", "shown_state", "asked_at")
    list_filter = ("state", "kind", "partner")
    list_select_related = ("partner",)
    search_fields = ("partner__name", "reason")
    fields = readonly_fields = (
        "partner", "kind", "asked_for", "reason", "asked_by", "asked_at", "shown_state",
        "decided_by", "decided_at", "answer",
    )  # fmt: skip
    actions_detail = ("refuse", "approve")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChangeRequest]:
        found: QuerySet[ChangeRequest] = super().get_queryset(request)
        return found.select_related("partner", "asked_by", "decided_by")

    def has_decide_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer the buttons: a writer, and a request still open."""
        still_open = ChangeRequest.objects.filter(pk=object_id, state=ChangeRequest.State.ASKED)
        return may_write(request) and still_open.exists()

    @admin.display(description=_("asks for"))
    def asked_for(self, request: ChangeRequest) -> str:
        return asked_in_words(request)

    @display(description=_("state"), ordering="state", label=STATE_LABELS)
    def shown_state(self, request: ChangeRequest) -> tuple[str, str]:
        return request.state, request.get_state_display()

    @action(description=_("Approve"), url_path="approve", permissions=["decide"], icon="check")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then give the partner what it asked for."""
        asked = get_object_or_404(ChangeRequest.objects.select_related("partner"), pk=object_id)
        act = Act(
            title=_("Approve the request from %(partner)s") % {"partner": asked.partner},
            words=f"{asked.get_kind_display()}: {asked_in_words(asked)}",
            button=_("Approve"),
            done=_("Approved. It applies from the next lead."),
            back=reverse("admin:partners_changerequest_changelist"),
            form=OptionalNoteForm,
        )
        return run_act(
            request, act, lambda answers: self._decide(request, asked, AuditAction.APPROVED, answers["note"])
        )

    @action(description=_("Refuse"), url_path="refuse", permissions=["decide"], icon="close")
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask why, then close the request."""
        asked = get_object_or_404(ChangeRequest.objects.select_related("partner"), pk=object_id)
        act = Act(
            title=_("Refuse the request from %(partner)s") % {"partner": asked.partner},
            words=_("The partner sees your reason."),
            button=_("Refuse"),
            done=_("Refused. The partner sees why."),
            back=reverse("admin:partners_changerequest_changelist"),
            form=ReasonForm,
        )
        return run_act(
            request, act, lambda answers: self._decide(request, asked, AuditAction.REFUSED, answers["reason"])
        )

    def _decide(self, request: HttpRequest, asked: ChangeRequest, how: AuditAction, answer: str) -> None:
        decide = approve_change_request if how is AuditAction.APPROVED else refuse_change_request
        decide(request_id=asked.pk, actor=actor_of(request), answer=answer)
        audit(actor_of(request), how, asked, name=str(asked.partner), kind=asked.kind)


def asked_in_words(request: ChangeRequest) -> str:
    """What the request asks for, as one reads it."""
    payload = request.payload
    if request.kind == ChangeRequest.Kind.CERTIFICATION:
        return named(Certification, payload.get("certification"), payload.get("expires_on"))
    if request.kind == ChangeRequest.Kind.SPECIALISATION:
        return named(Vertical, payload.get("vertical"))
    if request.kind == ChangeRequest.Kind.TERRITORY:
        return territory_words(payload)
    return str(_("An end to the pause"))


def named(model: type[Certification] | type[Vertical], slug: str | None, until: str | None = None) -> str:
    """An entry of a list by its name, with its end."""
    entry = model.objects.filter(slug=slug or "").first()
    name = str(entry) if entry else str(slug or "")
    return str(_("%(name)s, until %(until)s") % {"name": name, "until": until}) if until else name


def territory_words(payload: Answers) -> str:
    """An area or a circle."""
    if payload.get("radius_km"):
        values = {name: payload.get(name) for name in ("radius_km", "latitude", "longitude")}
        return str(_("%(radius_km)s km around %(latitude)s, %(longitude)s") % values)
    name = place_name(payload.get("country") or "", payload.get("region") or "")
    prefix = payload.get("postal_prefix")
    return f"{prefix}… · {name}" if prefix else name


def waiting_requests() -> QuerySet[ChangeRequest]:
    """Requests that wait for an answer."""
    return ChangeRequest.objects.filter(state=ChangeRequest.State.ASKED)


vendor_site.register(ChangeRequest, ChangeRequestAdmin)
vendor_site.add_counter("requests", waiting_requests)
