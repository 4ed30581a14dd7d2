"""The page that says whether leads are better assigned by hand, by rules, or by both."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.acting import reporting
from prm.platform.console.menu import Entry, Group, add_to_menu
from prm.platform.console.site import vendor_site
from routing.advice.selectors.next_step import next_document
from routing.advice.selectors.situation import WEEKS, situation_now
from routing.advice.selectors.suits import suits, turns
from routing.advice.selectors.words import MEANINGS, WAYS, reasons, turn_words
from routing.advice.services.draft_from_advice import draft_from_advice
from routing.models import PolicyVersion


@require_safe
def show_advice(request: HttpRequest) -> HttpResponseBase:
    """The answer, its reasons, what would change it, and the next step."""
    at = situation_now()
    way = suits(at)
    context = {
        **vendor_site.each_context(request),
        "title": _("Advice"),
        "answer": WAYS[way],
        "meaning": MEANINGS[way],
        "reasons": reasons(at),
        "turns": [turn_words(turn, at) for turn in turns(at)],
        "has_step": next_document(way) is not None,
        "weeks": WEEKS,
        "has_leads": at.leads_a_week > 0,
    }
    return TemplateResponse(request, "console/advice.html", context)


@writers_only
def start_draft(request: HttpRequest) -> HttpResponseBase:
    """Open the draft that the advice proposes. Only a POST does; else the advice is shown."""
    if request.method != "POST":
        return redirect("admin:advice")
    made: list[PolicyVersion] = []
    with reporting(request, _("A new draft. Nothing changes until you publish it.")):
        made.append(draft_from_advice(actor=actor_of(request)))
    return redirect("admin:policy_version", made[0].pk) if made else redirect("admin:advice")


vendor_site.add_page("advice/", show_advice, "advice")
vendor_site.add_page("advice/draft/", start_draft, "advice_draft")
add_to_menu(Entry(Group.POLICY, gettext_lazy("Advice"), "lightbulb", "advice", 50))
