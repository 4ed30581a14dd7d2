"""What the engine would do with a lead now: its ranking, for whoever decides in its place."""

from dataclasses import dataclass

from leads.models import Lead
from partners.models import Partner
from prm.platform import clock
from prm.platform.errors import ProductError
from routing.decisions.selectors.decision_view import PartnerLine, VendorDecision, full_view
from routing.review.services.suggest_partner import Suggestion, suggest_partner

SUGGESTED = 5
COMPETED = ("chosen", "invited", "eligible")


@dataclass(frozen=True)
class Ranked:
    """A partner with its figures in the ranking."""

    partner: Partner
    line: PartnerLine


@dataclass(frozen=True)
class Suggested:
    """The first few that the engine would choose, and the whole decision behind it."""

    ranking: tuple[Ranked, ...]
    view: VendorDecision

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
    """Whom the engine would choose, then the others by what they are owed."""
    competed = {line.partner_id: line for line in view.partners if line.part in COMPETED}
    by_claim = sorted(competed.values(), key=lambda line: (-(line.credit_after_pay or 0.0), line.name))
    ids = dict.fromkeys([*suggestion.partner_ids, *(line.partner_id for line in by_claim)])
    first = [id_ for id_ in ids if id_ in competed][:SUGGESTED]
    found = {str(key): one for key, one in Partner.objects.select_related("tier").in_bulk(first).items()}
    return tuple(Ranked(found[id_], competed[id_]) for id_ in first if id_ in found)
