"""Vendors may ask that their people sign in with a second factor: an authenticator app or a passkey."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from prm.platform.tenants.models import SecondFactor, User, Vendor


def has_second_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    return bool(is_mfa_enabled(user))


def to_second_factor(request: HttpRequest, *, acts_for_vendor: bool) -> HttpResponseBase | None:
    """Where somebody who has none yet is sent to add one; None for all who may go on.

    Who has one was asked for it when signing in. Costs no query where the vendor does not ask for it.
    """
    vendor: Vendor = request.vendor  # type: ignore[attr-defined]
    asks_partners = vendor.second_factor == SecondFactor.EVERYBODY
    asked = asks_partners or (acts_for_vendor and vendor.second_factor == SecondFactor.VENDOR)
    if not asked or (isinstance(request.user, User) and has_second_factor(request.user)):
        return None
    words = _("%(vendor)s asks for a second step when signing in: add an authenticator app or a passkey.")
    messages.warning(request, words % {"vendor": vendor.name})
    if getattr(request, "htmx", False):
        # A part of a page cannot show it, so it asks for a whole one.
        return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
    return redirect("mfa_index")
