"""Two middlewares: one moves the vendor's slug into the script prefix, one opens the vendor's scope.

URL confs and `reverse()` know nothing of vendors: `/acme/portal/` is `/portal/` under the prefix `/acme/`.
Vendor pages have a URL conf of their own (`prm.project.vendor_urls`), so that they do not exist without a
vendor.
"""

from collections.abc import Callable
from copy import copy

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import set_script_prefix

from prm.platform.tenants.kept import current_vendor, kept_settings
from prm.platform.tenants.keys import vendor_slug_of_key
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope
from prm.platform.tenants.slugs import RESERVED_SLUGS
from prm.platform.tenants.sql import VENDOR_AND_STATE

Handler = Callable[[HttpRequest], HttpResponse]


class VendorPathMiddleware:
    """Finds the vendor in the path (or in the API key) and sets `request.vendor` and the script prefix."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_script_prefix("/")
        request.vendor = None  # type: ignore[attr-defined]
        first, _, rest = request.path_info.lstrip("/").partition("/")
        if first == "api":
            slug = vendor_slug_of_key(request.headers.get("Authorization", ""))
            request.vendor, request.settings_state = vendor_of_call(slug)  # type: ignore[attr-defined]
        elif first and first not in RESERVED_SLUGS:
            self._enter(request, active_vendor(first), rest)
        return self.get_response(request)

    @staticmethod
    def _enter(request: HttpRequest, vendor: Vendor | None, rest: str) -> None:
        if vendor is None:
            return
        request.vendor = vendor  # type: ignore[attr-defined]
        request.urlconf = "prm.project.vendor_urls"
        request.META["SCRIPT_NAME"] = f"/{vendor.slug}"
        request.path_info = f"/{rest}"
        request.META["PATH_INFO"] = request.path_info
        set_script_prefix(f"/{vendor.slug}/")


class VendorScopeMiddleware:
    """Runs the rest of a vendor's request in its scope; an answer of 400 or above changes nothing.

    A view that has to remember what it refuses says so on its answer: `response.keeps_changes = True`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        vendor: Vendor | None = request.vendor  # type: ignore[attr-defined]
        if vendor is None:
            return self.get_response(request)
        with vendor_scope(vendor.id):
            response = self.get_response(request)
            if response.status_code >= 400 and not getattr(response, "keeps_changes", False):
                transaction.set_rollback(True)
        return response


def is_suspended(slug: str) -> bool:
    """Whether there is a vendor with this slug that the operator has suspended."""
    return bool(slug) and Vendor.objects.filter(slug=slug, is_active=False).exists()


def active_vendor(slug: str) -> Vendor | None:
    """The active vendor with this slug, or None."""
    return Vendor.objects.filter(slug=slug, is_active=True).first() if slug else None


def vendor_of_call(slug: str) -> tuple[Vendor | None, int]:
    """The active vendor with this slug, or None, and the state of its settings. One statement, as a rule."""
    row = None
    if slug:
        with connection.cursor() as cursor:
            cursor.execute(VENDOR_AND_STATE, [slug])
            row = cursor.fetchone()
    if row is None:
        return None, 0
    vendor_id, state = row
    with kept_settings(vendor_id, state):
        return copy(current_vendor()), state
