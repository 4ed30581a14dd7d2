"""What a visitor chooses about the visit itself: which partner, which vendor, light or dark."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from portal.access import PartnerRequest, partner_page, session_key
from portal.action import partner_action
from portal.pages import show
from prm.platform.tenants.access import vendors_of

YEAR = 60 * 60 * 24 * 365


@partner_action("inbox")
def act_for(request: PartnerRequest) -> HttpResponse:
    """Switch to another partner of this vendor that one belongs to."""
    wanted = request.POST.get("partner", "")
    if wanted not in {str(membership.partner_id) for membership in request.visit.others}:
        raise Http404
    request.session[session_key(request.vendor)] = wanted
    return redirect("portal:inbox")


@partner_action("inbox")
def appearance(request: PartnerRequest) -> HttpResponse:
    """Light or dark, remembered by this browser."""
    response = redirect(back_to(request))
    theme = request.POST.get("theme", "")
    if theme in ("light", "dark"):
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme")
    return response


@require_safe
@partner_page
def vendors(request: PartnerRequest) -> HttpResponse:
    """Every vendor that one works with; each has its own pages, and nothing is mixed."""
    others = [(vendor, role) for vendor, role in vendors_of(request.user.id) if vendor != request.vendor]
    return show(request, "portal/vendors.html", {"vendors": others})


def back_to(request: PartnerRequest) -> str:
    """The page the visitor came from, if it is ours."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours else reverse("portal:inbox")
