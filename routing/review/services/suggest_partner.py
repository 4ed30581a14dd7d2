"""What the engine would do with a lead now; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext

from leads.models import Lead
from prm.platform import clock
from prm.platform.errors import NotFound, NotPossible
from routing.batches.selectors.lead_facts import facts_of_leads
from routing.batches.selectors.routing_inputs import inputs_at
from routing.batches.selectors.routing_state import routing_state_of
from routing.engine import Decision, LeadFacts, PartnerTable, Version, compile_policy, decide
from routing.policies.selectors.published import Published, published_policy


@dataclass(frozen=True)
class Suggestion:
    """The engine's decision on a lead as things are, with the partner table and the rules it was made by."""

    decision: Decision
    partner_table: PartnerTable
    published: Published
    version: Version
    facts: LeadFacts

    @property
    def partner_ids(self) -> Sequence[str]:
        """Whom the engine would choose, best first; empty where it finds nobody."""
        chosen = (self.decision.partner_id,) if self.decision.partner_id else self.decision.invited_ids
        return chosen or self.decision.suggested_ids


def suggest_partner(*, lead_id: UUID) -> Suggestion:
    """Run the engine on one lead by the published policy; where a rule holds the lead back without
    naming a pool, by those of its rules that route. Raises NotFound, or NotPossible (`no_policy`).
    """
    lead = Lead.objects.filter(id=lead_id).first()
    if lead is None:
        raise NotFound(gettext("There is no such lead."))
    published = published_policy()
    if published is None:
        raise NotPossible(gettext("No policy is published."), code="no_policy")
    now = clock.now()
    inputs = inputs_at(now)
    facts = facts_of_leads([lead], published.version, inputs, now)
    accounts = {lead.account_key} - {""}
    routing_state = routing_state_of(inputs.partner_table, published.version, accounts, now)
    version = published.version
    decision = decide(facts[0], version, inputs.partner_table, routing_state, now)
    if decision.contest is None:
        version = _routing_rules(version)
        decision = decide(facts[0], version, inputs.partner_table, routing_state, now)
    return Suggestion(decision, inputs.partner_table, published, version, facts[0])


@lru_cache(maxsize=64)
def _routing_rules(version: Version) -> Version:
    """The version without the rules that hold a lead back: whom would the others have chosen?"""
    document = version.document
    routing = [rule for rule in document["rules"] if rule["then"] == "route"]
    return compile_policy({**document, "rules": routing}, number=version.number)
