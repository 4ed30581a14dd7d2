"""Deal registrations: a queue of yes or no, and the claims that stand."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget

from leads.models import DealRegistration, DealState
from leads.selectors.claims import protections_ending
from leads.services.decide_deal import USUAL_PROTECTION, approve_deal, refuse_deal
from prm.platform import clock
from prm.platform.console.access import actor_of, may_write
from prm.platform.console.act_page import Act, Answers, ReasonForm, run_act
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import VendorModelAdmin, ViewOnly
from prm.platform.console.site import vendor_site
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

STATE_LABELS = {"registered": "info", "approved": "success", "refused": "danger", "expired": "warning"}


def usual_end() -> Any:
    """Until when a claim is protected unless somebody says otherwise."""
    return clock.now().date() + USUAL_PROTECTION


class ApprovalForm(forms.Form):
    """Until when the claim is protected."""

    protected_until_on = forms.DateField(
        label=_("protected until"), initial=usual_end, widget=UnfoldAdminSingleDateWidget()
    )


class EndingSoon(admin.SimpleListFilter):
    """Approved claims whose protection ends within 14 days."""

    title = _("protection")
    parameter_name = "ending"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("soon", _("Ends within 14 days"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[DealRegistration]
    ) -> QuerySet[DealRegistration]:
        return queryset & protections_ending() if self.value() == "soon" else queryset


class DealAdmin(ViewOnly, VendorModelAdmin):
    """A partner's claim on an account."""

    list_display = (
        "company",
        "partner",
        "estimated_value",
        "currency",
        "shown_state",
        "protected_until_on",
        "registered_at",
    )
    list_filter = ("state", EndingSoon, "partner")
    list_select_related = ("partner",)
    search_fields = ("company", "website", "external_id", "partner__name")
    fields = readonly_fields = (
        "partner", "company", "website", "country", "shown_products", "estimated_value", "currency",
        "contact_name", "contact_email", "contact_phone", "closes_on", "notes",
        "shown_state", "is_second", "protected_until_on", "registered_at",
        "decided_by", "decided_at", "decision_note",
    )  # fmt: skip
    actions_detail = ("refuse", "approve")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DealRegistration]:
        found: QuerySet[DealRegistration] = super().get_queryset(request)
        return found.select_related("partner", "decided_by")

    def has_decide_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer the buttons: a writer, and a registration still open."""
        still_open = DealRegistration.objects.filter(pk=object_id, state=DealState.REGISTERED)
        return may_write(request) and still_open.exists()

    @display(description=_("state"), ordering="state", label=STATE_LABELS)
    def shown_state(self, deal: DealRegistration) -> tuple[str, str]:
        return deal.state, deal.get_state_display()

    @admin.display(description=_("products"))
    def shown_products(self, deal: DealRegistration) -> str:
        return ", ".join(deal.products)

    @action(description=_("Approve"), url_path="approve", permissions=["decide"], icon="check")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask until when, then protect the claim."""
        deal = get_object_or_404(DealRegistration.objects.select_related("partner"), pk=object_id)
        act = Act(
            title=_("Approve %(partner)s’s claim on %(company)s")
            % {"partner": deal.partner, "company": deal.company},
            words=_("Leads from this account go to this partner first while the claim is protected."),
            button=_("Approve"),
            done=_("Approved and protected."),
            back=reverse("admin:leads_dealregistration_changelist"),
            form=ApprovalForm,
        )
        return run_act(request, act, lambda answers: self._approve(request, deal, answers))

    @action(description=_("Refuse"), url_path="refuse", permissions=["decide"], icon="close")
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask why, then refuse the claim."""
        deal = get_object_or_404(DealRegistration.objects.select_related("partner"), pk=object_id)
        act = Act(
            title=_("Refuse %(partner)s’s claim on %(company)s")
            % {"partner": deal.partner, "company": deal.company},
            words=_("The partner sees your reason."),
            button=_("Refuse"),
            done=_("Refused."),
            back=reverse("admin:leads_dealregistration_changelist"),
            form=ReasonForm,
        )
        return run_act(request, act, lambda answers: self._refuse(request, deal, answers))

    def _approve(self, request: HttpRequest, deal: DealRegistration, answers: Answers) -> None:
        approve_deal(
            deal_id=deal.pk, actor=actor_of(request), protected_until_on=answers["protected_until_on"]
        )
        audit(actor_of(request), AuditAction.APPROVED, deal, name=deal.company)

    def _refuse(self, request: HttpRequest, deal: DealRegistration, answers: Answers) -> None:
        refuse_deal(deal_id=deal.pk, actor=actor_of(request), reason=answers["reason"])
        audit(actor_of(request), AuditAction.REFUSED, deal, name=deal.company)


def waiting_deals() -> QuerySet[DealRegistration]:
    """Registrations that wait for an answer."""
    return DealRegistration.objects.filter(state=DealState.REGISTERED)


vendor_site.register(DealRegistration, DealAdmin)
vendor_site.add_counter("deals", waiting_deals)
