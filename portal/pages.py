"""Showing a page of the portal: the frame around what a view has found."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from portal.access import PartnerRequest
from portal.selectors.offers import fingerprint, open_offers
from prm import clock


def show(
    request: PartnerRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page with the navigation and what live updates need."""
    waiting = list(open_offers(request.visit.partner.id).values_list("id", flat=True)[:200])
    frame = {
        "visit": request.visit,
        "partner": request.visit.partner,
        "waiting": len(waiting),
        "seen": fingerprint(waiting),
        "server_now": int(clock.now().timestamp() * 1000),
    }
    return render(request, template, {**frame, **(context or {})}, status=status)
