"""The vendor admin: one site for all vendors, entered by membership, in the vendor's colours.

Pages that are not about one model (reports, the policy editor) register themselves with `add_page`.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from unfold.sites import UnfoldAdminSite

from prm.platform.console.access import may_govern, may_read, may_write, role_of
from prm.platform.console.brand import stylesheet
from prm.platform.tenants.models import Role, Vendor
from prm.platform.tenants.second_factor import to_second_factor

View = Callable[..., HttpResponseBase]

# unfold's pages are driven by Alpine, which writes style attributes. Inline scripts, style elements and code
# made of text stay forbidden, here as everywhere: `static/console/expressions.js` reads Alpine's attributes.
CSP_ADDED = {"style-src-attr": ["'unsafe-inline'"]}


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """How many rows, as a row that tells its name."""
    grouped = rows.order_by().annotate(counter=Value(name)).values("counter")
    counted: QuerySet[Any, Any] = grouped.annotate(n=Count("pk")).values_list("counter", "n")
    return counted


def zone_of(request: HttpRequest) -> ZoneInfo:
    """In which zone the console shows and takes times: the vendor's, so that colleagues mean the same."""
    vendor: Vendor = request.vendor  # type: ignore[attr-defined]
    return ZoneInfo(vendor.time_zone)


class VendorAdminSite(UnfoldAdminSite):  # type: ignore[misc]
    """The admin under `/<vendor>/admin/`. Nobody enters but members of that vendor."""

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[URLPattern] = []
        self.counters: dict[str, Callable[[], QuerySet[Any]]] = {}

    def add_page(self, route: str, view: View, name: str) -> None:
        """Serve a page of the console at this route, to any member of the vendor."""
        self.pages.append(path(route, self.admin_view(view), name=name))

    def add_counter(self, name: str, waiting: Callable[[], QuerySet[Any]]) -> None:
        """Show in the sidebar how many of something wait for a person."""
        self.counters[name] = waiting

    def waiting(self) -> dict[str, int]:
        """What waits for a person, by counter: one query for all of them; none waiting, no entry."""
        counts = [_counted(name, rows()) for name, rows in self.counters.items()]
        return dict(counts[0].union(*counts[1:], all=True)) if counts else {}

    def extra_urls(self) -> list[URLPattern]:
        """The pages that are not about one model; unfold puts them first."""
        return [path("brand.css", brand_css, name="brand_css"), *self.pages]

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the visitor is a member of the vendor."""
        return may_read(request)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Let members in; send visitors to log in; to everybody else there is nothing here."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            if not may_read(request):
                raise Http404
            if elsewhere := to_second_factor(request, acts_for_vendor=True):
                return elsewhere
            with timezone.override(zone_of(request)):
                response: HttpResponseBase = inner(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse):
                    response.render()
            response._csp_update = CSP_ADDED  # type: ignore[attr-defined]
            return response

        return update_wrapper(guarded, view)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of the console may know."""
        context: dict[str, Any] = super().each_context(request)
        vendor: Vendor = request.vendor  # type: ignore[attr-defined]
        return context | {
            # The palette comes as a stylesheet (`brand_css`), not as an inline one.
            "colors": None,
            "site_header": vendor.name,
            "site_title": vendor.name,
            "may_write": may_write(request),
            "may_govern": may_govern(request),
            "role": Role(role_of(request)).label,
        }

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Logging in is the accounts pages' affair."""
        return redirect_to_login(reverse("admin:index"), reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Log out, then show the login page."""
        if request.method == "POST":
            logout(request)
        return redirect("account_login")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """As is changing one's password."""
        return redirect("account_change_password")

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """unfold keeps search results by person, across vendors: not here."""
        raise Http404


@cache_control(private=True, max_age=300)
def brand_css(request: HttpRequest) -> HttpResponse:
    """The vendor's accent for the admin."""
    vendor: Vendor = request.vendor  # type: ignore[attr-defined]
    return HttpResponse(stylesheet(vendor.brand_color), content_type="text/css")


vendor_site = VendorAdminSite(name="admin")
