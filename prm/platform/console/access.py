"""What the visitor may do in the vendor admin: one table, asked by every page and every model."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from prm.platform.actors import Actor
from prm.platform.tenants.access import vendor_membership
from prm.platform.tenants.models import Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def role_of(request: HttpRequest) -> str:
    """The visitor's role with the vendor, or ""."""
    membership = vendor_membership(request)
    return membership.role if membership else ""


def may_read(request: HttpRequest) -> bool:
    """Any member of the vendor reads."""
    return bool(role_of(request))


def may_write(request: HttpRequest) -> bool:
    """Admins and channel managers change things; analysts only look."""
    return role_of(request) in (Role.ADMIN, Role.CHANNEL_MANAGER)


def may_govern(request: HttpRequest) -> bool:
    """People, API keys and the vendor's settings belong to admins."""
    return role_of(request) == Role.ADMIN


def actor_of(request: HttpRequest) -> Actor:
    """The visitor, as services record them."""
    return Actor("user", request.user.pk)


def writers_only(view: View[P]) -> View[P]:
    """Refuse a page to those who may only look."""
    return _only(may_write, view)


def admins_only(view: View[P]) -> View[P]:
    """Refuse a page to all but the vendor's admins."""
    return _only(may_govern, view)


def _only(allowed: Callable[[HttpRequest], bool], view: View[P]) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not allowed(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
