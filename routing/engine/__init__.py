"""The decision engine: pure functions over plain facts. No Django, no clock, no randomness, no I/O."""

from routing.engine.counterfactual import Past, Path, path_to_more
from routing.engine.credit import LEAD
from routing.engine.credit_changes import change_after, leaving, paid_back
from routing.engine.decide import decide, decide_batch
from routing.engine.decision import Attempt, Contest, Decision, Step
from routing.engine.document import compile_policy
from routing.engine.durations import format_duration, parse_duration
from routing.engine.explain import explain_for_partner, explain_for_vendor, explain_weights
from routing.engine.facts import LeadFacts, PartnerFacts, Territory, TierFacts
from routing.engine.fairness import bound_all_eligible, bound_any_eligibility, shares_of
from routing.engine.guarded import Guarded
from routing.engine.methods import METHODS
from routing.engine.partner_table import PartnerTable
from routing.engine.policy import policy_schema
from routing.engine.pool import Pool
from routing.engine.reasons import BY_CODE, REASONS, REVIEW_REASONS, Reason, codes_of
from routing.engine.replay import first_difference, replay, replay_batch
from routing.engine.rivals import Newcomer, Rivals, rivals_of
from routing.engine.router import Router
from routing.engine.routing_state import RoutingState
from routing.engine.rule import Rule
from routing.engine.simulate import Simulation, simulate
from routing.engine.terms import SlaTerms
from routing.engine.validation import Catalogue, Problem, errors_of, validate_document
from routing.engine.version import Version
from routing.engine.world import Outcomes

__all__ = [
    "BY_CODE",
    "LEAD",
    "METHODS",
    "REASONS",
    "REVIEW_REASONS",
    "Attempt",
    "Catalogue",
    "Contest",
    "Decision",
    "Guarded",
    "LeadFacts",
    "Newcomer",
    "Outcomes",
    "PartnerFacts",
    "PartnerTable",
    "Past",
    "Path",
    "Pool",
    "Problem",
    "Reason",
    "Rivals",
    "Router",
    "RoutingState",
    "Rule",
    "Simulation",
    "SlaTerms",
    "Step",
    "Territory",
    "TierFacts",
    "Version",
    "bound_all_eligible",
    "bound_any_eligibility",
    "change_after",
    "codes_of",
    "compile_policy",
    "decide",
    "decide_batch",
    "errors_of",
    "explain_for_partner",
    "explain_for_vendor",
    "explain_weights",
    "first_difference",
    "format_duration",
    "leaving",
    "paid_back",
    "parse_duration",
    "path_to_more",
    "policy_schema",
    "replay",
    "replay_batch",
    "rivals_of",
    "shares_of",
    "simulate",
    "validate_document",
]
