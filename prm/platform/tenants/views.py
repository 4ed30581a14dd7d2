"""Pages around the vendors: where one lands after logging in, and accepting an invitation."""

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from prm.platform.errors import InvalidInput, NotAllowed, NotFound, NotPossible
from prm.platform.tenants.access import partner_memberships, vendor_membership
from prm.platform.tenants.models import VENDOR_ROLES, Invitation, User, Vendor
from prm.platform.tenants.services.accept_invitation import (
    accept_invitation,
    account_exists,
    find_invitation,
    is_active_member,
    make_account,
    owns_address,
)
from prm.platform.tenants.services.choose_language import choose_language

LOGIN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
@never_cache
def vendor_home(request: HttpRequest) -> HttpResponseBase:
    """The admin for members of the vendor, the portal for members of its partners."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if vendor_membership(request):
        return redirect("admin:index")
    if partner_memberships(request):
        return redirect("portal:inbox")
    return render(request, "people/no_access.html", status=404)


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Speak another language to this person from now on, and go back to the page they came from."""
    if not isinstance(request.user, User):
        return redirect("account_login")
    try:
        choose_language(user=request.user, language=request.POST.get("language", ""))
    except InvalidInput as error:
        messages.error(request, error.errors[0].message)
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return redirect(page if ours else "home")


class NewAccountForm(forms.Form):
    """Name and password of someone who has no account yet."""

    full_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show an invitation; accept it by POST, as the person logged in or with a new account."""
    try:
        invited = find_invitation(token)
    except NotFound as error:
        return render(request, "people/invitation_over.html", {"message": error.message}, status=404)
    is_known = request.user.is_authenticated
    form = NewAccountForm(request.POST if request.method == "POST" and not is_known else None)
    if request.method == "POST" and (is_known or form.is_valid()):
        try:
            return _accept(request, invited, form)
        except InvalidInput as error:
            for wrong in error.errors:
                form.add_error(wrong.field or None, wrong.message)
        except (NotAllowed, NotPossible) as error:
            return _refused(request, invited, form, error)
    return _show(request, invited, form)


def _accept(request: HttpRequest, invited: Invitation, form: NewAccountForm) -> HttpResponseBase:
    if isinstance(request.user, User):
        accept_invitation(invitation=invited, user=request.user)
        return _into(invited)
    user = make_account(invitation=invited, **form.cleaned_data)
    accept_invitation(invitation=invited, user=user)
    login(request, user, backend=LOGIN_BACKEND)
    return _into(invited)


def _into(invited: Invitation) -> HttpResponseBase:
    return redirect("admin:index" if invited.role in VENDOR_ROLES else "portal:inbox")


def _refused(
    request: HttpRequest, invited: Invitation, form: NewAccountForm, error: NotAllowed | NotPossible
) -> HttpResponse:
    if error.code == "invitation_over":
        return render(request, "people/invitation_over.html", {"message": error.message}, status=error.status)
    return _show(request, invited, form, status=error.status)


def _show(
    request: HttpRequest, invited: Invitation, form: NewAccountForm, *, status: int = 200
) -> HttpResponse:
    """The page says what stands in the way: the visitor is a member already, or has another address."""
    vendor: Vendor = request.vendor  # type: ignore[attr-defined]
    context = {
        "invitation": invited,
        "place": invited.partner.name if invited.partner else vendor.name,
        "form": form,
        "has_account": account_exists(invited.email),
        "is_over": invited.is_over,
    }
    if isinstance(request.user, User):
        context["is_member"] = is_active_member(invited, request.user)
        context["is_theirs"] = owns_address(request.user, invited.email)
    status = 400 if form.errors else status
    return render(request, "people/invitation.html", context, status=status)
