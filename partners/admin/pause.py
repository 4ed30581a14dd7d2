"""Stopping a partner's leads for a while, and the way back."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.models import ChangeRequest, Partner, PartnerStatus
from partners.services.decide_change_request import approve_change_request
from partners.services.save_partner import set_status
from partners.services.unpause_partner import unpause_partner
from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.site import vendor_site
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit


@writers_only
def resume(request: HttpRequest, /, partner_id: UUID) -> HttpResponseBase:
    """Let a paused partner receive leads again; what it asked for is answered with it."""
    partner = get_object_or_404(Partner, pk=partner_id)
    act = Act(
        title=_("End the pause of %(partner)s") % {"partner": partner},
        words=_("Its missed offers are reset. It gets no extra leads for the time it was paused."),
        button=_("End the pause"),
        done=_("%(partner)s receives leads again. It has been notified.") % {"partner": partner},
        back=_page(partner_id),
    )
    return run_act(request, act, lambda _answers: _resumed(request, partner))


@writers_only
def pause(request: HttpRequest, /, partner_id: UUID) -> HttpResponseBase:
    """Ask once, then give a partner no new leads."""
    partner = get_object_or_404(Partner, pk=partner_id)
    act = Act(
        title=_("Pause %(partner)s") % {"partner": partner},
        words=_("It gets no new leads until you end the pause. It keeps its open leads and their deadlines."),
        button=_("Pause"),
        done=_("Paused."),
        back=_page(partner_id),
    )
    return run_act(request, act, lambda _answers: _paused(request, partner))


def open_plea(partner: Partner) -> ChangeRequest | None:
    """The partner's own wish for an end to the pause, if it waits for an answer."""
    asked = ChangeRequest.objects.filter(partner=partner, kind=ChangeRequest.Kind.UNPAUSE)
    return asked.filter(state=ChangeRequest.State.ASKED).first()


def _resumed(request: HttpRequest, partner: Partner) -> None:
    plea = open_plea(partner)
    if plea:
        approve_change_request(request_id=plea.pk, actor=actor_of(request))
    else:
        unpause_partner(partner_id=partner.pk, actor=actor_of(request))
    audit(actor_of(request), AuditAction.RESUMED, partner, name=partner.name)


def _paused(request: HttpRequest, partner: Partner) -> None:
    set_status(partner, PartnerStatus.PAUSED)
    audit(actor_of(request), AuditAction.PAUSED, partner, name=partner.name)


def _page(partner_id: UUID) -> str:
    return reverse("admin:partners_partner_change", args=[partner_id])


vendor_site.add_page("partners/<uuid:partner_id>/resume/", resume, "partner_resume")
vendor_site.add_page("partners/<uuid:partner_id>/pause/", pause, "partner_pause")
