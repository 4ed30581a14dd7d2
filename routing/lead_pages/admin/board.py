"""The pipeline of all partners on one board."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from partners.models import Partner
from prm.platform.console.site import vendor_site
from routing.lead_pages.selectors.board import Wanted, board


def show_board(request: HttpRequest) -> HttpResponseBase:
    """Every step with its first leads; `?partner=` and `?q=` narrow it."""
    partner = _partner(request.GET.get("partner", ""))
    search = request.GET.get("q", "").replace("\0", "").strip()[:100]
    context = {
        **vendor_site.each_context(request),
        "title": _("Pipeline"),
        "lanes": board(Wanted(partner.pk if partner else None, search)),
        "partners": Partner.objects.order_by("name").values_list("pk", "name"),
        "partner": partner,
        "search": search,
    }
    return TemplateResponse(request, "console/board.html", context)


def _partner(text: str) -> Partner | None:
    try:
        return Partner.objects.filter(pk=UUID(text)).first() if text else None
    except ValueError:
        return None


vendor_site.add_page("pipeline/", show_board, "pipeline_board")
