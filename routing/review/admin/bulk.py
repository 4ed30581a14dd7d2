"""One decision on several leads in review: each by itself, so that one refused harms no other."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import Lead
from prm.platform.actors import Actor
from prm.platform.errors import NotPossible, ProductError
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit
from routing.models import Ground
from routing.offers.services.end_lead import end_lead
from routing.offers.services.offer_manually import offer_manually
from routing.review.admin.suggestion import suggestion_for
from routing.review.admin.turns import require_as_seen
from routing.review.services.route_again import route_again
from routing.review.services.set_aside import nurture_lead

MOST: Final = 100


def _offer_to_first(lead: Lead, actor: Actor, reason: str) -> None:
    suggestion = suggestion_for(lead)
    if suggestion is None or not suggestion.partners:
        raise NotPossible(_("No partner can take it now."), code="no_partner")
    first = suggestion.partners[0].pk
    offer_manually(lead_id=lead.pk, partner_id=first, actor=actor, reason=reason, ground=Ground.RULES)


def _route(lead: Lead, actor: Actor, reason: str) -> None:
    route_again(lead_id=lead.pk, actor=actor)


def _nurture(lead: Lead, actor: Actor, reason: str) -> None:
    nurture_lead(lead_id=lead.pk, actor=actor, reason=reason)


def _lose(lead: Lead, actor: Actor, reason: str) -> None:
    end_lead(lead_id=lead.pk, actor=actor, end="lost", reason=reason)


def _spam(lead: Lead, actor: Actor, reason: str) -> None:
    end_lead(lead_id=lead.pk, actor=actor, end="spam", reason=reason)


Decide = Callable[[Lead, Actor, str], None]
ACTS: Final[dict[str, tuple[Promise, AuditAction, Decide]]] = {
    "first": (
        gettext_lazy("Offer each to its first suggestion"),
        AuditAction.OFFERED,
        _offer_to_first,
    ),
    "route": (gettext_lazy("Route again"), AuditAction.ROUTED_AGAIN, _route),
    "nurture": (gettext_lazy("Set aside to nurture"), AuditAction.NURTURED, _nurture),
    "lost": (gettext_lazy("Close as lost"), AuditAction.CLOSED, _lose),
    "spam": (gettext_lazy("Close as spam"), AuditAction.CLOSED, _spam),
}
WITHOUT_REASON: Final = ("route",)


class BulkForm(forms.Form):
    """Which leads, what to do with each, and why."""

    act = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("", "–"), *((name, words) for name, (words, _action, _decide) in ACTS.items())],
    )
    reason = forms.CharField(label=gettext_lazy("Because"), max_length=2000, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.leads: list[UUID] = []
        self.ticked = data.getlist("leads") if data else []

    def clean(self) -> dict[str, Any]:
        """Something is ticked; who closes, offers or sets aside says why."""
        cleaned = super().clean() or {}
        try:
            self.leads = [UUID(text) for text in self.ticked]
        except ValueError:
            self.leads = []
        if not self.leads:
            self.add_error(None, _("Select at least one lead."))
        elif len(self.leads) > MOST:
            self.add_error(None, _("Select at most %(most)d leads at once.") % {"most": MOST})
        if cleaned.get("act") not in (None, *WITHOUT_REASON) and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why: it is kept with each lead."))
        return cleaned


def decide_each(form: BulkForm, actor: Actor, seen: QueryDict) -> tuple[int, list[str]]:
    """Carry out a valid form; `seen-<lead>` is how the page showed each lead.

    Answers how many leads were decided, and for each of the others what stands against it.
    """
    _words, action, decide = ACTS[form.cleaned_data["act"]]
    done, refused = 0, []
    for lead in Lead.objects.filter(pk__in=form.leads).order_by("review_since_at", "id"):
        try:
            with transaction.atomic():
                require_as_seen(lead, seen.get(f"seen-{lead.pk}", ""))
                decide(lead, actor, form.cleaned_data["reason"])
                audit(actor, action, lead, name=str(lead.pk))
            done += 1
        except ProductError as error:
            refused.append(f"{lead}: {error.message}")
    return done, refused
