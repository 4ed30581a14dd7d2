"""The stylesheet with the vendor's colour."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.access import PartnerRequest
from portal.brand import brand_stylesheet


@require_safe
@cache_control(max_age=86_400, public=True)
def brand_css(request: HttpRequest) -> HttpResponse:
    """Anyone may fetch it: the login page wears it too. Its address changes with the colour."""
    vendor = cast(PartnerRequest, request).vendor
    return HttpResponse(brand_stylesheet(vendor.brand_color), content_type="text/css; charset=utf-8")
