"""What the engine would do with a lead now: its ranking, for whoever decides in its place."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from leads.models import Lead
from partners.models import Partner
from prm.platform import clock
from prm.platform.errors import ProductError
from routing.decisions.selectors.decision_view import PartnerLine, VendorDecision, full_view
from routing.models import LIVE_STATES, Offer
from routing.review.selectors.ranking import LATELY, ranked_ids
from routing.review.services.suggest_partner import Suggestion, suggest_partner

SUGGESTED = 5
QUARTER = timedelta(days=90)
COMPETED = ("chosen", "invited", "eligible")
FAR_OFF = frozenset({"inactive", "territory", "distance"})


@dataclass(frozen=True)
class Given:
    """Open leads now; offers of the last seven days, and of these by hand; accepted and all of 90 days."""

    open: int = 0
    week: int = 0
    by_hand: int = 0
    accepted: int = 0
    offers: int = 0


@dataclass(frozen=True)
class Ranked:
    """A partner with its figures in the ranking, what it has open, and what it was given lately."""

    partner: Partner
    line: PartnerLine
    given: Given


@dataclass(frozen=True)
class Suggested:
    """The first few that the engine would choose, and the whole decision behind it."""

    ranking: tuple[Ranked, ...]
    view: VendorDecision

    @property
    def near(self) -> tuple[PartnerLine, ...]:
        """Where nobody can take it: of those nearby, whom the fewest reasons keep out, by name."""
        if self.ranking:
            return ()
        kept_out = [line for line in self.view.partners if line.reasons and FAR_OFF.isdisjoint(line.reasons)]
        return tuple(sorted(kept_out, key=lambda line: (len(line.reasons), line.name))[:SUGGESTED])

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The first few, best first."""
        return tuple(ranked.partner for ranked in self.ranking)


def suggestion_for(lead: Lead) -> Suggested | None:
    """The engine's ranking for a lead as things are; nothing is written. None when nothing is published."""
    try:
        suggestion = suggest_partner(lead_id=lead.pk)
    except ProductError:
        return None
    view = full_view(
        suggestion.decision, suggestion.partner_table, suggestion.version, suggestion.facts, clock.now()
    )
    return Suggested(_ranking(suggestion, view), view)


def _ranking(suggestion: Suggestion, view: VendorDecision) -> tuple[Ranked, ...]:
    """The first few of those who could have it."""
    competed = {line.partner_id: line for line in view.partners if line.part in COMPETED}
    first = [id_ for id_ in ranked_ids(suggestion.decision, suggestion.partner_ids) if id_ in competed][
        :SUGGESTED
    ]
    found = {str(key): one for key, one in Partner.objects.select_related("tier").in_bulk(first).items()}
    given = _given([partner.pk for partner in found.values()])
    return tuple(
        Ranked(found[id_], competed[id_], given.get(found[id_].pk, Given())) for id_ in first if id_ in found
    )


def _given(partner_ids: list[UUID]) -> dict[UUID, Given]:
    now = clock.now()
    week, quarter = Q(offered_at__gte=now - LATELY), Q(offered_at__gte=now - QUARTER)
    live = Q(state__in=LIVE_STATES)
    rows: Any = (
        Offer.objects.filter(live | quarter, partner_id__in=partner_ids)
        .order_by()
        .values("partner_id")
        .annotate(
            open=Count("id", filter=live),
            week=Count("id", filter=week),
            by_hand=Count("id", filter=week & Q(is_manual=True)),
            accepted=Count("id", filter=quarter & Q(accepted_at__isnull=False)),
            offers=Count("id", filter=quarter),
        )
    )
    return {row.pop("partner_id"): Given(**row) for row in rows}
