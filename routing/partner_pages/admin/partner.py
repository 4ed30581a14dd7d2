"""Partners with their work: how much each has open, and on the page of one what is next and its record."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from partners.admin.partner import PartnerAdmin, is_paused
from partners.admin.pause import open_plea
from partners.models import Partner, PartnerWishes
from prm.platform.console.counting import count_of
from prm.platform.console.site import vendor_site
from routing.models import LIVE_STATES, Offer
from routing.offers.selectors.partner_work import partner_work
from routing.partner_pages.selectors.partner_timeline import partner_timeline
from routing.partner_pages.selectors.readiness import readiness_of


class WorkingPartnerAdmin(PartnerAdmin):
    """Partners, with what they work on."""

    list_display = (
        "name", "tier", "shown_status", "open_of_capacity", "weight", "place",
        "shown_certifications", "shown_territories",
    )  # fmt: skip
    change_form_outer_before_template = "console/partner_work.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request)
        return found.annotate(open_count=count_of(Offer, "partner", Q(state__in=LIVE_STATES)))

    @admin.display(description=_("open leads"), ordering="open_count")
    def open_of_capacity(self, partner: Any) -> str:
        if partner.capacity is None:
            return str(partner.open_count)
        return _("%(open)d of %(most)d") % {"open": partner.open_count, "most": partner.capacity}

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The partner's form, below what it has before it."""
        partner = self.get_object(request, object_id)
        work = work_of(partner) if partner else {}
        response: HttpResponse = super().change_view(
            request, object_id, form_url, (extra_context or {}) | work
        )
        return response


def work_of(partner: Partner) -> dict[str, Any]:
    """What the page says above the form."""
    return {
        "work": partner_work(partner_id=partner.pk),
        "wishes": PartnerWishes.objects.filter(partner=partner).select_related("wished_by").first(),
        "ready": readiness_of(partner),
        "happened": partner_timeline(partner_id=partner.pk),
        "is_paused": is_paused(partner),
        "plea": open_plea(partner) if is_paused(partner) else None,
    }


vendor_site.register(Partner, WorkingPartnerAdmin)
