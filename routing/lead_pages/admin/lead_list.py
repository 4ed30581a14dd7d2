"""Leads: the list, and what is on the page of one. `routing.lead_pages.admin.lead` completes and registers
it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter

from leads.models import Lead
from partners.selectors.catalogue_names import catalogue_names
from prm.platform.console.columns import ChoosableColumns
from prm.platform.console.decorators import display
from prm.platform.console.filters import CountryFilter, RecentValuesFilter
from prm.platform.console.model_admin import VendorModelAdmin, ViewOnly
from prm.platform.console.templatetags.console import moment
from prm.platform.country_names import short_place_name

STATE_LABELS = {
    "new": "info", "review": "warning", "offered": "primary", "accepted": "primary", "in_progress": "primary",
    "won": "success", "lost": "danger",
}  # fmt: skip


class NotUnderstood(admin.SimpleListFilter):
    """Leads with a field that could not be read."""

    title = _("not understood")
    parameter_name = "unread"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("some", _("Some fields"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        return queryset.exclude(unread={}) if self.value() == "some" else queryset


class LeadAdmin(ChoosableColumns, ViewOnly, VendorModelAdmin):
    """Every lead, newest first."""

    more_columns = (
        *("stage", "shown_score", "email", "phone", "job_title", "shown_industry", "employees", "timeline"),
        *("source", "campaign", "external_id", "offered_at", "accepted_at", "closed_at"),
    )

    list_display: tuple[str, ...] = (
        "who",
        "place",
        "shown_products",
        "value",
        "intent_score",
        "shown_state",
        "received",
    )
    list_filter: tuple[Any, ...] = (
        "state",
        "stage",
        ("received_at", RangeDateFilter),
        ("country", CountryFilter),
        ("source", RecentValuesFilter),
        ("industry", RecentValuesFilter),
        NotUnderstood,
    )
    list_max_show_all = 500
    list_filter_submit = True
    search_fields = ("company", "email", "last_name", "first_name", "external_id", "website", "city")
    search_help_text = _("Company, person, e-mail, city or external ID")
    ordering = ("-received_at", "-id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lead]:
        found: QuerySet[Lead] = super().get_queryset(request)
        return found.defer("custom", "consent", "need", "unread")

    @display(description=_("lead"), ordering="company", header=True)
    def who(self, lead: Lead) -> tuple[str, str]:
        person = " ".join(part for part in (lead.first_name, lead.last_name) if part)
        return lead.company or lead.email or str(_("Unnamed")), person or lead.email

    @admin.display(description=_("score"))
    def shown_score(self, lead: Lead) -> int:
        return lead.score

    @admin.display(description=_("place"), ordering="country")
    def place(self, lead: Lead) -> str:
        return short_place_name(lead.country, lead.region, lead.city)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, whose rows know the names behind codes."""
        shown = super().get_changelist_instance(request)
        names = catalogue_names()
        for lead in getattr(shown, "result_list", ()):
            lead.names = names
        return shown

    @admin.display(description=_("products"))
    def shown_products(self, lead: Any) -> str:
        return ", ".join(lead.names.get(slug, slug) for slug in lead.products)

    @admin.display(description=_("industry"), ordering="industry")
    def shown_industry(self, lead: Any) -> str:
        return str(lead.names.get(lead.industry, lead.industry))

    @admin.display(description=_("value"), ordering="estimated_value")
    def value(self, lead: Lead) -> str:
        return f"{lead.estimated_value:,.0f} {lead.currency}" if lead.estimated_value is not None else ""

    @admin.display(description=_("received"), ordering="received_at")
    def received(self, lead: Lead) -> str:
        return moment(lead.received_at)

    @display(description=_("state"), ordering="state", label=STATE_LABELS)
    def shown_state(self, lead: Lead) -> tuple[str, Any]:
        return lead.state, lead.get_state_display()
