"""Search over everything a partner has: open offers, leads, deals, and pages by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leads.models import DealRegistration
from portal.selectors.inbox import InboxFilters, matches
from portal.selectors.offers import MOST, OfferCard, as_cards, open_offers
from portal.selectors.pipeline import Filters, pipeline
from routing.models import Offer

EACH = 6
PAGES: Mapping[str, Promise] = {
    "inbox": _("Inbox"),
    "pipeline": _("Pipeline"),
    "deals": _("Deals"),
    "register_deal": _("Register a deal"),
    "fairness": _("Your share"),
    "why_not": _("Why not me"),
    "path": _("More leads"),
    "rules": _("The rules"),
    "company": _("Capacity, territories, certifications"),
    "hours": _("Hours and absences"),
    "people": _("People"),
    "agreement": _("Agreement"),
    "web_forms": _("Web forms"),
    "notices": _("Notifications"),
    "vendors": _("All vendors"),
}


@dataclass(frozen=True)
class Found:
    """What a search found, a few of each kind."""

    offers: list[OfferCard]
    leads: list[Offer]
    deals: list[DealRegistration]
    pages: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.offers or self.leads or self.deals or self.pages)


def search(text: str, partner_id: UUID, membership_id: UUID) -> Found:
    """What matches every word of the text; offers by what may be known of them before they are accepted."""
    words = text.split()
    if not words:
        return Found([], [], [], [])
    [cards] = as_cards(open_offers(partner_id).select_related("lead")[:MOST], partner_id=partner_id)
    filters = InboxFilters(search=text)
    worked = pipeline(partner_id, Filters(search=text, shown="all"), membership_id)
    deals = DealRegistration.objects.filter(partner_id=partner_id)
    for word in words:
        deals = deals.filter(Q(company__icontains=word) | Q(website__icontains=word))
    return Found(
        [card for card in cards if matches(card, filters)][:EACH],
        list(worked.select_related("lead")[:EACH]),
        list(deals.order_by("-registered_at")[:EACH]),
        [
            (reverse(f"portal:{name}"), str(title))
            for name, title in PAGES.items()
            if all(word.casefold() in str(title).casefold() for word in words)
        ],
    )
