"""The vendor's rules of engagement: reading and signing them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partners.services.sign_agreement import digest_of, sign_agreement
from portal.access import PartnerRequest, partner_page
from portal.company_forms import SignForm
from portal.pages import show
from portal.selectors.company import Signing, missed_unsigned, signing_of
from prm.platform.errors import NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def agreement(request: PartnerRequest) -> HttpResponse:
    """The version in force: to sign, or as signed; and those signed before."""
    signing = signing_of(request.visit.partner.id)
    if request.method != "POST":
        return page(request, signing, blank(request, signing))
    if signing.agreement is None:
        raise Http404
    if not request.visit.is_partner_admin:
        raise NotAllowed(_("An administrator of your company must sign."))
    form = SignForm(request.POST)
    if not form.is_valid():
        return page(request, signing, form, status=400)
    sign_agreement(
        partner_id=request.visit.partner.id,
        agreement_id=signing.agreement.id,
        text_digest=form.cleaned_data["text_digest"],
        signed_name=form.cleaned_data["signed_name"],
        user_id=request.user.id,
        address=request.META.get("REMOTE_ADDR") or None,
    )
    messages.success(request, _("Signed. Leads can come to you from now on."))
    return redirect("portal:agreement")


def blank(request: PartnerRequest, signing: Signing) -> SignForm:
    """The form, tied to the text that is shown."""
    digest = digest_of(signing.agreement) if signing.agreement else ""
    return SignForm(initial={"signed_name": request.user.full_name, "text_digest": digest})


def page(request: PartnerRequest, signing: Signing, form: SignForm, *, status: int = 200) -> HttpResponse:
    """The text, and below it the signature or the form."""
    missed = missed_unsigned(request.visit.partner.id) if signing.is_due else 0
    context = {"section": "company", "tab": "agreement", "signing": signing, "form": form, "missed": missed}
    return show(request, "portal/agreement.html", context, status=status)
