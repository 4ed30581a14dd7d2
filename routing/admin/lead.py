"""Leads with their offers: the list, and the page of one: what it is, what to do now, why, history."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from leads.admin.facts import contact_of, need_of, origin_of
from leads.admin.lead import LeadAdmin
from leads.admin.timeline import timeline_of
from leads.models import Lead, LeadState
from prm.console.access import may_write
from prm.console.site import vendor_site
from prm.console.templatetags.console import time_left
from routing.admin.decision import DecisionPage
from routing.admin.offer_form import OfferForm
from routing.admin.review import suggestion_for
from routing.models import LIVE_STATES, Offer, OfferState
from routing.selectors.decision_view import decisions_of_lead_for_vendor
from routing.selectors.decision_words import review_words


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


class RoutedLeadAdmin(LeadAdmin):
    """Leads, with whoever has them now."""

    list_display = (
        "who", "place", "shown_products", "value", "intent_score", "shown_state", "holder", "due", "received",
    )  # fmt: skip

    list_filter = (*LeadAdmin.list_filter, MoreTimeAsked)

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
        lead = self.get_object(request, object_id)
        if lead is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            **lead_page(lead),
            "opts": self.opts,
            "original": lead,
            "title": str(lead),
        }
        if context["is_waiting"] and not context["live"]:
            context |= to_decide(lead, may_write(request))
        return TemplateResponse(request, "console/lead.html", context)


def lead_page(lead: Lead) -> dict[str, Any]:
    """Everything the page of a lead shows."""
    offers = list(
        Offer.objects.filter(lead=lead).select_related("partner", "decided_by", "suggested_partner")
    )
    decisions = decisions_of(lead)
    return {
        "lead": lead,
        "contact": contact_of(lead),
        "need": need_of(lead),
        "origin": origin_of(lead),
        "offers": offers,
        "live": next((offer for offer in offers if offer.state in LIVE_STATES), None),
        "latest": decisions[0] if decisions else None,
        "earlier": decisions[1:],
        "timeline": timeline_of(lead),
        "notes": list(lead.notes.select_related("author", "partner")),
        "review_words": review_words(lead.review_reason),
        "is_waiting": lead.state in (LeadState.REVIEW, LeadState.NURTURE, LeadState.NEW),
    }


def to_decide(lead: Lead, may_act: bool) -> dict[str, Any]:
    """For a lead that waits: whom the engine suggests, and the form that offers it."""
    suggestion = suggestion_for(lead)
    first = suggestion.partners[0].pk if suggestion and suggestion.partners else None
    form = OfferForm(initial={"partner": first}) if may_act else None
    return {"suggestion": suggestion, "offer_form": form}


def decisions_of(lead: Lead) -> list[DecisionPage]:
    """The lead's decisions, newest first."""
    return [DecisionPage(view) for view in decisions_of_lead_for_vendor(lead_id=lead.pk)]


def _first(offers: list[Offer]) -> Offer | None:
    return offers[0] if offers else None


vendor_site.register(Lead, RoutedLeadAdmin)
