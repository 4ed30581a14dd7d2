"""A decision as the admin's pages lay it out: who competed, and who could not have the lead."""

from dataclasses import dataclass

from leads.models import Lead
from prm import clock
from routing.selectors.decision_view import PartnerLine, VendorDecision, full_view
from routing.selectors.lead_facts import facts_of_leads
from routing.selectors.roster import bench_at
from routing.services.suggest_partner import Suggestion

COMPETED = ("chosen", "invited", "eligible")


@dataclass(frozen=True)
class DecisionPage:
    """A decision, its partners in two tables."""

    view: VendorDecision

    @property
    def contenders(self) -> list[PartnerLine]:
        """Those who could have had the lead, the chosen first."""
        return [line for line in self.view.partners if line.part in COMPETED]

    @property
    def kept_out(self) -> list[PartnerLine]:
        """Those who qualified and came second, then those who could not have it."""
        return [line for line in self.view.partners if line.part not in COMPETED]


def suggested_decision(lead: Lead, suggestion: Suggestion) -> DecisionPage:
    """What the engine would decide now, in full."""
    now, version = clock.now(), suggestion.version
    [facts] = facts_of_leads([lead], version, bench_at(now).products, now)
    return DecisionPage(full_view(suggestion.decision, suggestion.roster, version, facts, now))
