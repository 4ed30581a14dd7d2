"""Another role for a colleague, or the end of a membership: asked first, then done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.access import PartnerRequest
from portal.action import partner_admin_action
from portal.pages import show
from portal.selectors.lead import colleagues_of, open_leads_of
from prm.platform.errors import NotFound, NotPossible
from prm.platform.tenants.models import Membership, Role
from prm.platform.tenants.services.members import change_role, deactivate_member
from routing.offers.services.update_offer import update_offer

ROLES = (Role.PARTNER_ADMIN, Role.PARTNER_REP)


@partner_admin_action("people")
def colleague(request: PartnerRequest, membership_id: UUID) -> HttpResponse:
    """Give a colleague another role, or end the membership. Nobody does it to oneself.

    Without `sure` nothing is changed yet: the answer is a page that says what will follow, and asks.
    """
    named = find(request, membership_id)
    role = request.POST.get("role", "")
    if "remove" not in request.POST and role not in ROLES:
        raise NotPossible(_("Choose a role."))
    if "sure" not in request.POST:
        return ask(request, named, role=role)
    if "remove" in request.POST:
        remove(request, named)
    else:
        member = change_role(membership_id=named.id, role=role, actor=request.visit.actor)
        words = {"name": named.user, "role": member.get_role_display()}
        messages.success(request, _("%(name)s: %(role)s from now on.") % words)
    return redirect("portal:people")


def find(request: PartnerRequest, membership_id: UUID) -> Membership:
    """The colleague. Raises NotPossible for oneself, NotFound for anybody else's."""
    visit = request.visit
    if membership_id == visit.membership.id:
        raise NotPossible(_("Ask another administrator to change your own role."))
    mine = Membership.objects.filter(id=membership_id, partner_id=visit.partner.id, is_active=True)
    named = mine.select_related("user").first()
    if named is None:
        raise NotFound(_("There is no such member."))
    return named


def ask(request: PartnerRequest, named: Membership, *, role: str) -> HttpResponse:
    """What will follow, with the button that does it."""
    context: dict[str, Any] = {
        "section": "company",
        "member": named,
        "role": role if "remove" not in request.POST else "",
        "leads": len(open_leads_of(named.id)),
        "others": [each for each in colleagues_of(request.visit.partner.id) if each.id != named.id],
    }
    return show(request, "portal/change_colleague.html", context)


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
