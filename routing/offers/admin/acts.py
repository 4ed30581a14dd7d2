"""What a channel manager can do with a lead: one address an act, each asks once and posts once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
)

from leads.models import Lead
from partners.models import Partner
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.act_page import Act, Answers, NothingToAsk, ReasonForm, run_act
from prm.platform.console.site import vendor_site
from prm.platform.errors import NotPossible
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit
from routing.models import LIVE_STATES, Offer
from routing.offers.admin.offer_form import OfferForm
from routing.offers.services.end_lead import end_lead
from routing.offers.services.erase_lead import erase_lead
from routing.offers.services.extend_offer import extend_offer
from routing.offers.services.offer_manually import offer_manually
from routing.offers.services.withdraw_offer import withdraw_offer
from routing.review.admin.suggestion import suggestion_for
from routing.review.admin.turns import as_seen, next_in_review, require_as_seen
from routing.review.services.route_again import route_again
from routing.review.services.send_to_review import send_to_review
from routing.review.services.set_aside import nurture_lead

Perform = Callable[[Lead, Actor, Answers], object]


class WithdrawForm(ReasonForm):
    """Why, and what becomes of the lead."""

    then = forms.ChoiceField(
        label=_("and then"),
        choices=[("route", _("Offer it to the next partner")), ("review", _("Keep it in review"))],
        initial="route",
        widget=UnfoldAdminRadioSelectWidget(),
    )


class ExtendForm(forms.Form):
    """Until when, in the vendor's zone."""

    until = forms.SplitDateTimeField(label=_("until"), widget=UnfoldAdminSplitDateTimeWidget())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name().replace("_", " ")
        self.fields["until"].help_text = gettext("The time is that of %(zone)s.") % {"zone": zone}


class CloseForm(forms.Form):
    """What the lead turned out to be, and why."""

    how = forms.ChoiceField(
        label=_("what it is"),
        choices=[
            ("lost", _("Lost: no longer of interest")),
            ("duplicate", _("A duplicate")),
            ("spam", _("Spam")),
        ],
        initial="lost",
        widget=UnfoldAdminRadioSelectWidget(),
    )
    reason = forms.CharField(
        label=_("because"), max_length=2000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )


def _no_options(lead: Lead) -> dict[str, Any]:
    return {}


def _act_on_lead(
    name: str,
    action: AuditAction,
    act: dict[str, Any],
    perform: Perform,
    options: Callable[[Lead], dict[str, Any]] = _no_options,
) -> None:
    """Serve one act at `leads/<id>/<name>/`; `options` gives what its form needs to know of the lead."""

    @writers_only
    def view(request: HttpRequest, /, lead_id: UUID) -> HttpResponseBase:
        lead = get_object_or_404(Lead, pk=lead_id)
        asked = {**act, "title": act["title"] % {"lead": lead}}
        then = next_in_review(lead)
        done = gettext("%(done)s This is the next lead in review.") % asked if then else act["done"]
        page = {"back": reverse("admin:leads_lead_change", args=[lead_id]), "then": then, "done": done}
        return run_act(
            request,
            Act(**{**asked, **page, "seen": as_seen(lead)}),
            lambda answers: _perform(request, lead, action, perform, answers),
            **options(lead),
        )

    vendor_site.add_page(f"leads/<uuid:lead_id>/{name}/", view, f"lead_{name.replace('-', '_')}")


def _perform(
    request: HttpRequest, lead: Lead, action: AuditAction, perform: Perform, answers: Answers
) -> None:
    actor = actor_of(request)
    require_as_seen(lead, request.POST.get("seen", ""))
    perform(lead, actor, answers)
    audit(actor, action, lead, name=str(lead.pk))


def _live_offer(lead: Lead) -> Offer:
    offer = Offer.objects.filter(lead=lead, state__in=LIVE_STATES).first()
    if offer is None:
        raise NotPossible(str(_("No partner has this lead now.")), code="not_offered")
    return offer


def _suggested(lead: Lead) -> dict[str, Any]:
    suggestion = suggestion_for(lead)
    return {"suggested": suggestion.partners if suggestion else ()}


def _a_day_more(lead: Lead) -> dict[str, Any]:
    """A day after the deadline as it stands, or after now where that has passed."""
    offer = Offer.objects.filter(lead=lead, state__in=LIVE_STATES).first()
    due = (offer.update_due_at or offer.deadline_at) if offer else None
    until = max(due or clock.now(), clock.now()) + timedelta(days=1)
    return {"initial": {"until": until.replace(second=0, microsecond=0)}}


def _offer(lead: Lead, actor: Actor, answers: Answers) -> None:
    partner: Partner = answers["partner"]
    words = {name: answers[name] for name in ("reason", "ground", "message")}
    offer_manually(lead_id=lead.pk, partner_id=partner.pk, actor=actor, **words)


def _route_again(lead: Lead, actor: Actor, answers: Answers) -> None:
    route_again(lead_id=lead.pk, actor=actor)


def _send_to_review(lead: Lead, actor: Actor, answers: Answers) -> None:
    send_to_review(lead_id=lead.pk, actor=actor)


def _nurture(lead: Lead, actor: Actor, answers: Answers) -> None:
    nurture_lead(lead_id=lead.pk, actor=actor, reason=answers["reason"])


def _close(lead: Lead, actor: Actor, answers: Answers) -> None:
    end_lead(lead_id=lead.pk, actor=actor, end=answers["how"], reason=answers["reason"])


def _erase(lead: Lead, actor: Actor, answers: Answers) -> None:
    erase_lead(lead_id=lead.pk, actor=actor)


def _withdraw(lead: Lead, actor: Actor, answers: Answers) -> None:
    withdraw_offer(offer_id=_live_offer(lead).pk, actor=actor, reason=answers["reason"], then=answers["then"])


def _extend(lead: Lead, actor: Actor, answers: Answers) -> None:
    extend_offer(offer_id=_live_offer(lead).pk, actor=actor, until=answers["until"])


_act_on_lead(
    "offer",
    AuditAction.OFFERED,
    {
        "title": _("Offer %(lead)s to a partner"),
        "words": _(
            "The partner gets the offer at once, with the usual time to accept. Other "
            "partners keep their turns. Your reason is saved next to the engine’s "
            "suggestion."
        ),
        "button": _("Offer"),
        "done": _("Offered. The partner has been told."),
        "form": OfferForm,
    },
    _offer,
    _suggested,
)
_act_on_lead(
    "route-again",
    AuditAction.ROUTED_AGAIN,
    {
        "title": _("Route %(lead)s again"),
        "words": _(
            "The published rules decide, within a second. Partners who had the lead before are left out."
        ),
        "button": _("Route again"),
        "done": _("Back in the queue: the rules decide now."),
        "form": NothingToAsk,
    },
    _route_again,
)
_act_on_lead(
    "to-review",
    AuditAction.TO_REVIEW,
    {
        "title": _("Take %(lead)s into review"),
        "words": _("It waits there until a person decides."),
        "button": _("Take into review"),
        "done": _("In review."),
        "form": NothingToAsk,
    },
    _send_to_review,
)
_act_on_lead(
    "nurture",
    AuditAction.NURTURED,
    {
        "title": _("Set %(lead)s aside to nurture"),
        "words": _("It is not routed until somebody routes it again."),
        "button": _("Set aside"),
        "done": _("Set aside to nurture."),
        "form": ReasonForm,
    },
    _nurture,
)
_act_on_lead(
    "close",
    AuditAction.CLOSED,
    {
        "title": _("Close %(lead)s"),
        "words": _(
            "The lead is withdrawn from its partner, who gets the turn back. Your reason is saved "
            "in the lead’s timeline."
        ),
        "button": _("Close the lead"),
        "done": _("Closed."),
        "form": CloseForm,
        "is_dangerous": True,
    },
    _close,
)
_act_on_lead(
    "erase",
    AuditAction.ERASED,
    {
        "title": _("Erase %(lead)s"),
        "words": _(
            "Use this when a person asks for erasure. It erases all personal data of the lead and "
            "its duplicates, including notes, files, offers, decisions and messages. Partners who "
            "had the contact are asked to erase it too. You cannot undo this."
        ),
        "button": _("Erase permanently"),
        "done": _("Erased. The history is kept without personal data."),
        "form": NothingToAsk,
        "is_dangerous": True,
    },
    _erase,
)
_act_on_lead(
    "withdraw",
    AuditAction.TAKEN_BACK,
    {
        "title": _("Take %(lead)s back from the partner"),
        "words": _("The partner is told and gets its turn back. It is not offered this lead again."),
        "button": _("Take it back"),
        "done": _("Taken back."),
        "form": WithdrawForm,
        "is_dangerous": True,
    },
    _withdraw,
)
_act_on_lead(
    "extend",
    AuditAction.EXTENDED,
    {
        "title": _("Give more time for %(lead)s"),
        "words": _("Moves the deadline to accept, or to report once accepted."),
        "button": _("Move the deadline"),
        "done": _("The deadline is moved, and the partner told."),
        "form": ExtendForm,
    },
    _extend,
    _a_day_more,
)
