"""The decision engine: pure functions over plain facts. No Django, no clock, no randomness, no I/O."""

from routing.engine.credit import LEAD
from routing.engine.decide import decide, decide_batch
from routing.engine.decision import Attempt, Contest, Decision, SlaTerms, Step
from routing.engine.document import compile_policy
from routing.engine.durations import format_duration, parse_duration
from routing.engine.facts import LeadFacts, PartnerFacts, Territory, TierFacts
from routing.engine.reasons import BY_CODE, REASONS, REVIEW_REASONS, Reason, codes_of
from routing.engine.roster import Roster
from routing.engine.schema import POLICY_SCHEMA
from routing.engine.standing import Standing
from routing.engine.validation import Catalogue, Problem, errors_of, validate_document
from routing.engine.version import Pool, Rule, Version

__all__ = [
    "BY_CODE",
    "LEAD",
    "POLICY_SCHEMA",
    "REASONS",
    "REVIEW_REASONS",
    "Attempt",
    "Catalogue",
    "Contest",
    "Decision",
    "LeadFacts",
    "PartnerFacts",
    "Pool",
    "Problem",
    "Reason",
    "Roster",
    "Rule",
    "SlaTerms",
    "Standing",
    "Step",
    "Territory",
    "TierFacts",
    "Version",
    "codes_of",
    "compile_policy",
    "decide",
    "decide_batch",
    "errors_of",
    "format_duration",
    "parse_duration",
    "validate_document",
]
