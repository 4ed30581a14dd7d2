"""What a visitor chooses about the visit itself: which partner, which vendor, light or dark."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.access import (
    PartnerRequest,
    chosen_partners,
    language_of,
    partner_page,
    session_key,
    zone_named,
)
from portal.action import partner_action
from portal.pages import show
from portal.selectors.all_vendors import all_vendors
from prm.platform import clock
from prm.platform.tenants.access import vendors_of
from prm.platform.tenants.models import User

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
    """What one has to do with every vendor; each has its own pages."""
    found = all_vendors(request.user, chosen_partners(request.session))
    return show(request, "portal/vendors.html", {"section": "vendors", "all": found})


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponseBase:
    """Where one lands without a vendor: the work with all of one's vendors; with only one, that vendor."""
    if not isinstance(request.user, User):
        return redirect("account_login")
    slugs = {vendor.slug for vendor, _role in vendors_of(request.user.pk)}
    if len(slugs) == 1:
        return redirect(f"/{slugs.pop()}/")
    zone = zone_named(request.user.time_zone)
    with translation.override(language_of(request)), timezone.override(zone):
        found = all_vendors(request.user, chosen_partners(request.session))
        now = int(clock.now().timestamp() * 1000)
        return render(request, "people/vendors.html", {"all": found, "server_now": now})


def back_to(request: PartnerRequest) -> str:
    """The page the visitor came from, if it is ours."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours else reverse("portal:inbox")
