"""Search over everything, as a page and in the dialog that "/" opens."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.access import PartnerRequest, partner_page
from portal.pages import show
from portal.selectors.search import search

LONGEST = 100


@require_safe
@partner_page
def find(request: PartnerRequest) -> HttpResponse:
    """What matches; without words, only the field."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    visit = request.visit
    found = search(text, visit.partner.id, visit.membership.id)
    return show(request, "portal/search.html", {"section": "search", "text": text, "found": found})
