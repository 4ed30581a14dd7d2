"""Who may see the portal, and as whom: the only door to its views."""

import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from partners.models import Partner
from prm.platform.actors import Actor
from prm.platform.errors import InvalidInput, NotAllowed, NotFound, NotPossible
from prm.platform.tenants.access import partner_memberships, vendor_membership
from prm.platform.tenants.models import Membership, Role, User, Vendor
from prm.platform.tenants.second_factor import to_second_factor

P = ParamSpec("P")
CHOSEN = "partner-of-"


@dataclass(frozen=True)
class Visit:
    """A person acting for one partner of the vendor in scope."""

    user: User
    membership: Membership
    partner: Partner
    others: tuple[Membership, ...]

    @property
    def actor(self) -> Actor:
        """Who is named in what this visit changes."""
        return Actor("user", self.user.id, self.partner.id)

    @property
    def is_partner_admin(self) -> bool:
        """Whether the person may change the company's settings and assign colleagues."""
        return self.membership.role == Role.PARTNER_ADMIN


class PartnerRequest(HttpRequest):
    """A request that came through `partner_page`."""

    user: User
    vendor: Vendor
    visit: Visit
    htmx: HtmxDetails
    page: str


View = Callable[Concatenate[PartnerRequest, P], HttpResponseBase]


def partner_page(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let members of a partner in, in their language and time zone; send others to log in, or away.

    A vendor's own people get 403, strangers 404: the portal of a vendor is nobody else's business.
    """

    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_login(request)
        visitor = cast(PartnerRequest, request)
        visitor.visit = find_visit(visitor)
        if elsewhere := to_second_factor(request, acts_for_vendor=False):
            return elsewhere
        with translation.override(language_of(visitor)), timezone.override(zone_of(visitor.visit)):
            return answer(visitor, view, *args, **kwargs)

    return door


def answer(request: PartnerRequest, view: View[P], *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    """The view's answer; what a service refuses becomes a page that says why."""
    try:
        return view(request, *args, **kwargs)
    except NotFound as error:
        raise Http404(error.message) from error
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error
    except (InvalidInput, NotPossible) as error:
        messages.error(request, words_of(error))
        return redirect(page_before(request))


def words_of(error: InvalidInput | NotPossible) -> str:
    """What a person reads: without the names that fields have for machines."""
    if isinstance(error, InvalidInput) and error.errors:
        return " ".join(each.message for each in error.errors)
    return error.message


def page_before(request: PartnerRequest) -> str:
    """Where the visitor was, with its filters, if that is the page of what was tried; else that page."""
    page = getattr(request, "page", "") or reverse("portal:inbox")
    before = urlsplit(request.headers.get("Referer", ""))
    return f"{page}?{before.query}" if before.path == page and before.query else page


def to_login(request: HttpRequest) -> HttpResponse:
    """The login page, which leads back here. A part of a page cannot show it, so it asks for a whole one.

    A page that only asks whether there is anything new is told where to sign in, and stays: somebody may be
    typing in it.
    """
    login = reverse("account_login")
    if not cast(PartnerRequest, request).htmx:
        page = getattr(request, "page", "") or request.get_full_path()
        return redirect_to_login(page, login)
    page = cast(PartnerRequest, request).htmx.current_url_abs_path or reverse("portal:inbox")
    address = redirect_to_login(page, login)["Location"]
    if cast(PartnerRequest, request).htmx.trigger == "live":
        return HttpResponse(status=204, headers={"X-Signed-Out": address})
    return HttpResponse(status=200, headers={"HX-Redirect": address})


def find_visit(request: PartnerRequest) -> Visit:
    """The partner that this person acts for: the one chosen in the switcher, else the first by name."""
    memberships = partner_memberships(request)
    if not memberships:
        raise PermissionDenied if vendor_membership(request) else Http404
    chosen = request.session.get(session_key(request.vendor))
    membership = next((each for each in memberships if str(each.partner_id) == chosen), memberships[0])
    partner = cast(Partner, membership.partner)
    others = tuple(each for each in memberships if each is not membership)
    return Visit(request.user, membership, partner, others)


def session_key(vendor: Vendor) -> str:
    """Where the session keeps which partner was chosen with this vendor."""
    return f"{CHOSEN}{vendor.id}"


def chosen_partners(session: SessionBase) -> dict[UUID, str]:
    """The partners chosen in the switcher, by vendor."""
    kept = [(key, value) for key, value in session.items() if key.startswith(CHOSEN)]
    return {UUID(key.removeprefix(CHOSEN)): value for key, value in kept}


def language_of(request: Any) -> str:
    """The person's language, else what the browser asked for."""
    return str(getattr(request.user, "language", "") or request.LANGUAGE_CODE)


def zone_of(visit: Visit) -> zoneinfo.ZoneInfo:
    """The person's time zone, else the partner's."""
    return zone_named(visit.user.time_zone or visit.partner.time_zone)


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """A time zone; UTC where there is none of that name."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
