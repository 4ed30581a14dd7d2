"""The pipeline as a board or a table, many leads changed at once, and its export."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from partners.selectors.catalogue_names import catalogue_names
from portal.access import PartnerRequest, Visit, partner_page
from portal.action import partner_action
from portal.export import Words, lead_rows
from portal.forms import BulkForm
from portal.pages import show
from portal.selectors.lead import colleagues_of
from portal.selectors.pipeline import SHOWN, SORTS, Filters, board, closed_columns, table
from portal.selectors.pipeline import pipeline as pipeline_of
from prm.platform.errors import NotPossible
from prm.platform.sheets.answers import sheet_answer
from routing.models import Offer, WorkStatus
from routing.offers.services.update_offer import update_offer


@require_safe
@partner_page
def pipeline(request: PartnerRequest) -> HttpResponse:
    """Accepted leads, filtered as the address says."""
    filters = Filters.read(request.GET)
    visit = request.visit
    offers = pipeline_of(visit.partner.id, filters, visit.membership.id)
    as_board = filters.view == "board" and filters.shown == "open"
    context = {
        "section": "pipeline",
        "filters": filters,
        "as_board": as_board,
        "statuses": WorkStatus.choices,
        "shown": SHOWN.items(),
        "sorts": [(name, words) for name, (words, _order) in SORTS.items()],
        "names": catalogue_names(),
        "columns": board(offers) if as_board else [],
        "closed": closed_columns(every_closed(visit, filters)) if as_board else [],
        "page": None if as_board else table(offers, filters.page),
        "colleagues": colleagues_of(visit.partner.id),
    }
    response = show(request, "portal/pipeline.html", context)
    is_searching = request.htmx.trigger == "q"
    return replace_url(response, request.path + filters.address().rstrip("?")) if is_searching else response


def every_closed(visit: Visit, filters: Filters) -> QuerySet[Offer]:
    """Won and lost leads, filtered as the open ones on the board are."""
    return pipeline_of(visit.partner.id, replace(filters, shown="all", status=""), visit.membership.id)


@partner_action("pipeline")
def bulk(request: PartnerRequest) -> HttpResponse:
    """Change status or the one in charge of every lead that is ticked."""
    visit = request.visit
    form = BulkForm(request.POST, colleagues=colleagues_of(visit.partner.id))
    back = came_from(request)
    if not form.is_valid():
        messages.error(request, _("Select at least one lead and choose what to change."))
        return redirect(back)
    done = sum(change_one(request, offer_id, form) for offer_id in form.cleaned_data["offers"])
    words = ngettext("%(count)d lead changed.", "%(count)d leads changed.", done) % {"count": done}
    messages.success(request, words)
    return redirect(back)


def came_from(request: PartnerRequest) -> str:
    """The pipeline with the filters it had."""
    return reverse("portal:pipeline") + Filters.read(QueryDict(request.POST.get("back", ""))).address()


@partner_action("pipeline")
def move(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Give one lead another status: from the board, dragged or by its menu."""
    visit = request.visit
    status = request.POST.get("status", "")
    if status not in WorkStatus.values:
        raise Http404
    update_offer(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor, status=status)
    return redirect(came_from(request))


def change_one(request: PartnerRequest, offer_id: UUID, form: BulkForm) -> bool:
    """Change one lead; False when it is no longer this partner's to change."""
    visit = request.visit
    try:
        update_offer(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor, **form.changes())
    except NotPossible:
        return False
    return True


@require_safe
@partner_page
def export(request: PartnerRequest, form: Literal["csv", "xlsx"]) -> StreamingHttpResponse:
    """The same leads as a sheet. Only accepted ones are here, so nothing blind can get out."""
    visit = request.visit
    found = pipeline_of(visit.partner.id, Filters.read(request.GET), visit.membership.id)
    offer_ids = list(found.values_list("id", flat=True))
    rows = lead_rows(offer_ids, visit.partner.id, request.vendor.id, Words(catalogue_names()))
    return sheet_answer(rows, "leads", as_xlsx=form == "xlsx")
