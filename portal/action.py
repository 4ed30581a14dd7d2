"""What is done on a page of the portal: the door to views that change something."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from portal.access import PartnerRequest, View, partner_page

P = ParamSpec("P")


class Decorator(Protocol):
    """Makes what a URL leads to of a view."""

    def __call__(self, view: View[P], /) -> Callable[..., HttpResponseBase]: ...


def partner_action(page: str, *names: str) -> Decorator:
    """As `partner_page`, for what is done on a page, which is named with the parameters that both share.

    Only a POST does it. Looked at (reloaded after a mistake, returned to after logging in), the address leads
    to its page; so does what a service refuses.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        inner = partner_page(posted(view))

        @wraps(view)
        def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            shared = {name: kwargs[name] for name in names}
            cast(PartnerRequest, request).page = reverse(f"portal:{page}", kwargs=shared)
            return inner(request, *args, **kwargs)

        return door

    return decorate


def partner_admin_action(page: str, *names: str) -> Decorator:
    """As `partner_action`, for those who administer their partner."""

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        return partner_action(page, *names)(for_admins(view))

    return decorate


def posted(view: View[P]) -> View[P]:
    """The view, if this is a POST; else back to its page."""

    @wraps(view)
    def inner(request: PartnerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.method == "POST" else redirect(request.page)

    return inner


def for_admins(view: View[P]) -> View[P]:
    """The view, for those who administer their partner."""

    @wraps(view)
    def inner(request: PartnerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.visit.is_partner_admin:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner
