"""Who works for the partner."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.access import PartnerRequest, partner_page
from portal.action import partner_admin_action
from portal.company_forms import InviteForm
from portal.form_errors import add_errors
from portal.pages import show
from portal.selectors.company import invitations_of
from portal.selectors.lead import colleagues_of, leads_in_charge, open_leads_of
from prm.platform.errors import InvalidInput, NotFound, NotPossible
from prm.platform.tenants.models import Membership, Role
from prm.platform.tenants.services.choose_hearers import choose_hearers
from prm.platform.tenants.services.invite import invite, withdraw_invitation
from prm.platform.tenants.services.members import change_role, deactivate_member
from routing.offers.services.update_offer import update_offer


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
        "roles": [Role.PARTNER_REP, Role.PARTNER_ADMIN],
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


@partner_admin_action("people")
def colleague(request: PartnerRequest, membership_id: UUID) -> HttpResponse:
    """Give a colleague another role, or end the membership. Nobody does it to oneself."""
    visit = request.visit
    if membership_id == visit.membership.id:
        raise NotPossible(_("Ask another administrator to change your own role."))
    named = (
        Membership.objects.filter(id=membership_id, partner_id=visit.partner.id)
        .select_related("user")
        .first()
    )
    if named is None:
        raise NotFound(_("There is no such member."))
    if "remove" in request.POST:
        remove(request, named)
    else:
        member = change_role(
            membership_id=membership_id, role=request.POST.get("role", ""), actor=visit.actor
        )
        words = {"name": named.user, "role": member.get_role_display()}
        messages.success(request, _("%(name)s: %(role)s from now on.") % words)
    return redirect("portal:people")


def remove(request: PartnerRequest, named: Membership) -> None:
    """End a membership; the leads in the colleague's charge go to the one chosen, or to nobody."""
    visit, leads = request.visit, open_leads_of(named.id)
    others = {str(each.id): each for each in colleagues_of(visit.partner.id) if each.id != named.id}
    heir = others.get(request.POST.get("hand_to", ""))
    for offer in leads:
        update_offer(
            offer_id=offer.id,
            partner_id=visit.partner.id,
            actor=visit.actor,
            assignee_id=heir.id if heir else "",
        )
    deactivate_member(membership_id=named.id, actor=visit.actor)
    messages.success(request, removed_words(named, len(leads), heir))


def removed_words(named: Membership, leads: int, heir: Membership | None) -> str:
    """Who is gone, and what became of the leads."""
    gone = _("%(name)s was removed and can no longer sign in here.") % {"name": named.user}
    if not leads:
        return gone
    if heir is None:
        words = ngettext(
            "%(count)d lead has nobody in charge now.", "%(count)d leads have nobody in charge now.", leads
        )
        return f"{gone} {words % {'count': leads}}"
    words = ngettext(
        "%(name)s is now in charge of %(count)d lead.",
        "%(name)s is now in charge of %(count)d leads.",
        leads,
    )
    return f"{gone} {words % {'count': leads, 'name': heir.user}}"
