"""Leads with their offers: the list. The page of one is `lead_page`."""

from typing import Any, TypeVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from leads.models import Lead, LeadState
from partners.models import Partner
from prm.platform.console.access import may_write
from prm.platform.console.decorators import action
from prm.platform.console.site import vendor_site
from prm.platform.console.templatetags.console import time_left
from routing.lead_pages.admin.lead_list import LeadAdmin
from routing.lead_pages.admin.lead_page import lead_page
from routing.models import LIVE_STATES, Offer, OfferState
from routing.offers.selectors.at_risk import at_risk_now
from routing.review.admin.presence import looking_words, note_looking, others_looking
from routing.review.admin.turns import after_in_review

M = TypeVar("M", bound=Model)


class MoreTimeAsked(admin.SimpleListFilter):
    """Leads whose partner asks for more time."""

    title = _("more time")
    parameter_name = "more_time"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("asked", _("Asked for"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        if self.value() != "asked":
            return queryset
        asking = Offer.objects.filter(state=OfferState.ACCEPTED, more_time_asked_at__isnull=False)
        return queryset.filter(pk__in=asking.values("lead_id"))


class AtRisk(admin.SimpleListFilter):
    """Leads whose time is nearly over."""

    title = _("deadline")
    parameter_name = "sla"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("risk", _("At risk"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        return queryset.filter(pk__in=at_risk_now().values("lead_id")) if self.value() == "risk" else queryset


class Holder(admin.SimpleListFilter):
    """Leads that one partner has now: a link names it, so that the list of filters stays short."""

    title = _("with")
    parameter_name = "holder"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        partner = _named(Partner, request.GET.get("holder", ""))
        return [(str(partner.pk), partner.name)] if partner else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        partner = _named(Partner, self.value() or "")
        if partner is None:
            return queryset
        held = Offer.objects.filter(partner=partner, state__in=LIVE_STATES)
        return queryset.filter(pk__in=held.values("lead_id"))


class RoutedLeadAdmin(LeadAdmin):
    """Leads, with whoever has them now."""

    list_display = (
        "who", "place", "shown_products", "value", "intent_score", "shown_state", "holder", "due", "received",
    )  # fmt: skip

    list_filter = (*LeadAdmin.list_filter, MoreTimeAsked, AtRisk, Holder)
    actions_list = ("enter", "board")
    list_before_template = "console/leads_head.html"

    @action(description=_("Enter a lead"), url_path="enter", permissions=["write"], icon="add")
    def enter(self, request: HttpRequest) -> HttpResponseBase:
        """To the form for a lead that came by phone or in person."""
        return redirect("admin:lead_new")

    @action(description=_("Board"), url_path="board", icon="view_kanban")
    def board(self, request: HttpRequest) -> HttpResponseBase:
        """To the pipeline of all partners."""
        return redirect("admin:pipeline_board")

    def has_write_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer what changes leads."""
        return may_write(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lead]:
        live = Offer.objects.filter(state__in=LIVE_STATES).select_related("partner")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("offers", queryset=live, to_attr="live_offers"))
        )

    @admin.display(description=_("with"))
    def holder(self, lead: Any) -> Any:
        offer = _first(lead.live_offers)
        return (offer.partner or _("First to accept")) if offer else ""

    @admin.display(description=_("next deadline"))
    def due(self, lead: Any) -> Any:
        offer = _first(lead.live_offers)
        if offer is None:
            return ""
        return time_left(offer.deadline_at if offer.state == OfferState.OFFERED else offer.update_due_at)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of one lead."""
        lead = _named(Lead, object_id)
        if lead is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            **lead_page(lead, request.GET, may_act=may_write(request)),
            **in_turn(lead, request),
            "opts": self.opts,
            "original": lead,
            "title": str(lead),
        }
        return TemplateResponse(request, "console/lead.html", context)


def in_turn(lead: Lead, request: HttpRequest) -> dict[str, str]:
    """Of a lead in review: who else has it open, and which is next."""
    if lead.state != LeadState.REVIEW or request.user.pk is None:
        return {}
    others = others_looking([lead.pk], request.user.pk)
    if may_write(request):
        note_looking(lead.pk, request.user.pk, str(request.user))
    return {"looking": looking_words(others.get(lead.pk, [])), "skip_to": after_in_review(lead)}


def _named(model: type[M], id_: str) -> M | None:
    """The row that an address names; None for what is not there or no id at all."""
    try:
        return model._default_manager.filter(pk=id_).first() if id_ else None
    except ValidationError:
        return None


def _first(offers: list[Offer]) -> Offer | None:
    return offers[0] if offers else None


vendor_site.register(Lead, RoutedLeadAdmin)
