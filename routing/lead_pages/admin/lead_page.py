"""The page of one lead: what it is, what to do now, why, and its history."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, QueryDict

from leads.enrichment.selectors.words import filled_in
from leads.models import Lead, LeadState
from leads.selectors.qualification import qualification, score_lines
from prm.platform.errors import NotFound
from routing.decisions.selectors.decision_view import VendorDecision, decision_for_vendor
from routing.decisions.selectors.decision_words import review_words
from routing.lead_pages.admin.decision_table import DecisionTable, decision_table
from routing.lead_pages.admin.facts import contact_of, need_of, origin_of, unread_of
from routing.lead_pages.admin.known_leads import known_parts
from routing.lead_pages.admin.panels import panels_of
from routing.lead_pages.admin.timeline import timeline_of
from routing.models import LIVE_STATES, Decision, ManualDecision, Offer
from routing.offers.admin.offer_form import OfferForm
from routing.review.admin.suggestion import Suggested, suggestion_for
from routing.review.admin.turns import as_seen

NOW = "now"


@dataclass(frozen=True)
class ShownDecision:
    """One decision with the table of its partners."""

    view: VendorDecision
    table: DecisionTable


def lead_page(lead: Lead, asked: QueryDict, *, may_act: bool) -> dict[str, Any]:
    """Everything the page of a lead shows; `?decision=` names one that is not the newest, or `now`."""
    offers = list(
        Offer.objects.filter(lead=lead).select_related("partner", "decided_by", "suggested_partner")
    )
    by_hand = Prefetch("manual_decisions", ManualDecision.objects.defer("body"))
    prefetch_related_objects([offer for offer in offers if offer.is_manual], by_hand)
    live = next((offer for offer in offers if offer.state in LIVE_STATES), None)
    is_waiting = lead.state in (LeadState.REVIEW, LeadState.NURTURE, LeadState.NEW) and live is None
    suggestion = suggestion_for(lead) if is_waiting else None
    by = qualification()
    return {
        "lead": lead,
        "qualification": by,
        "score": score_lines(lead, by),
        "contact": contact_of(lead),
        "need": need_of(lead),
        "origin": origin_of(lead),
        "unread": unread_of(lead),
        "filled_in": filled_in(lead),
        "offers": offers,
        "live": live,
        "is_waiting": is_waiting,
        "suggestion": suggestion,
        "seen": as_seen(lead),
        "offer_form": _offer_form(suggestion) if may_act and is_waiting else None,
        "review_words": review_words(lead.review_reason),
        "panels": panels_of(lead, offers),
        **known_parts(lead),
        **_why(lead, asked, suggestion),
        **_history(lead, offers),
    }


def shown_decision(view: VendorDecision, asked: QueryDict) -> ShownDecision:
    """A decision and, of its partners, those that the address asks for."""
    return ShownDecision(view, decision_table(view, asked))


def _offer_form(suggestion: Suggested | None) -> OfferForm:
    return OfferForm(suggested=suggestion.partners if suggestion else ())


def _why(lead: Lead, asked: QueryDict, suggestion: Suggested | None) -> dict[str, Any]:
    made = list(Decision.objects.filter(lead=lead).defer("body", "lead_facts").select_related("partner"))
    wanted = asked.get("decision") or (str(made[0].pk) if made else "")
    by_now = suggestion if wanted == NOW else None
    shown = shown_decision(by_now.view, asked) if by_now else _stored(wanted, made, asked)
    return {"decisions": made, "wanted": wanted, "decision": shown}


def _stored(wanted: str, made: list[Decision], asked: QueryDict) -> ShownDecision | None:
    """One of the lead's own decisions; None when there is none at all."""
    if not made:
        return None
    if wanted not in {str(decision.pk) for decision in made}:
        raise Http404
    try:
        return shown_decision(decision_for_vendor(decision_id=UUID(wanted)), asked)
    except NotFound as missing:
        raise Http404 from missing


def _history(lead: Lead, offers: list[Offer]) -> dict[str, Any]:
    notes = list(lead.notes.select_related("author", "partner"))
    because = {str(offer.pk): offer.manual_reason for offer in offers if offer.is_manual}
    timeline = timeline_of(lead, notes, because)
    kept = {entry.note_id for entry in timeline}
    return {
        "timeline": timeline,
        "files": list(lead.attachments.select_related("partner", "uploaded_by").defer("content")),
        "ratings": list(lead.ratings.select_related("partner", "rated_by")),
        "notes": [note for note in notes if str(note.pk) not in kept],
    }
