"""Who works for the partner: the list, invitations, and who is notified."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.access import PartnerRequest, partner_page
from portal.action import partner_admin_action
from portal.company_forms import InviteForm
from portal.form_errors import add_errors
from portal.pages import show
from portal.selectors.company import invitations_of
from portal.selectors.lead import colleagues_of, leads_in_charge
from prm.platform.errors import InvalidInput, NotPossible
from prm.platform.tenants.services.choose_hearers import choose_hearers
from prm.platform.tenants.services.invite import invite, withdraw_invitation


@require_safe
@partner_page
def people(request: PartnerRequest) -> HttpResponse:
    """Colleagues and open invitations."""
    return page(request)


def page(request: PartnerRequest, *, status: int = 200, **filled_in: Any) -> HttpResponse:
    """The page, with the form that was filled in wrongly still filled in."""
    partner_id = request.visit.partner.id
    context = {
        "section": "company",
        "tab": "people",
        "colleagues": colleagues_of(partner_id),
        "in_charge": leads_in_charge(partner_id),
        "invitations": invitations_of(partner_id),
        "invite_form": InviteForm(),
    }
    return show(request, "portal/people.html", context | filled_in, status=status)


@partner_admin_action("people")
def invite_colleague(request: PartnerRequest) -> HttpResponse:
    """Send an invitation."""
    form = InviteForm(request.POST)
    visit = request.visit
    if not form.is_valid():
        return page(request, status=400, invite_form=form)
    try:
        invite(**form.cleaned_data, partner_id=visit.partner.id, actor=visit.actor)
    except InvalidInput as error:
        add_errors(form, error)
        return page(request, status=400, invite_form=form)
    except NotPossible as error:
        form.add_error("email", error.message)
        return page(request, status=409, invite_form=form)
    messages.success(request, _("Invited %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect("portal:people")


@partner_admin_action("people")
def withdraw(request: PartnerRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitation(invitation_id=invitation_id, actor=request.visit.actor)
    return redirect("portal:people")


@partner_admin_action("people")
def hearing(request: PartnerRequest) -> HttpResponse:
    """Set who hears of offers: those who are ticked."""
    visit = request.visit
    ticked = request.POST.getlist("hears")
    chosen = {each.id for each in colleagues_of(visit.partner.id) if str(each.id) in ticked}
    choose_hearers(partner_id=visit.partner.id, membership_ids=chosen, actor=visit.actor)
    if chosen:
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, _("Nobody is chosen, so everybody is notified of new offers."))
    return redirect("portal:people")
