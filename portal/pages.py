"""Showing a page of the portal: the frame around what a view has found."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from portal.access import PartnerRequest
from portal.selectors.offers import fingerprint, waiting_ids
from prm.platform import clock

# Which links are fetched before they are pressed: `templates/portal/base.html`. Such rules run no code.
CSP_ADDED = {"script-src": ["'inline-speculation-rules'"]}


def show(
    request: PartnerRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
    waiting: list[UUID] | None = None,
) -> HttpResponse:
    """Render a page with the navigation and what live updates need. `waiting`: the open offers, if known."""
    if waiting is None:
        waiting = waiting_ids(request.visit.partner.id)
    frame = {
        "visit": request.visit,
        "partner": request.visit.partner,
        "waiting": len(waiting),
        "seen": fingerprint(waiting),
        "server_now": int(clock.now().timestamp() * 1000),
    }
    response = render(request, template, {**frame, **(context or {})}, status=status)
    response._csp_update = CSP_ADDED  # type: ignore[attr-defined]
    return response
