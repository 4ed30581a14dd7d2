"""The decision engine: pure functions over plain facts. No Django, no clock, no randomness, no I/O."""

from routing.engine.decision import LEAD, Attempt, Contest, Decision, SlaTerms, Step
from routing.engine.durations import format_duration, parse_duration
from routing.engine.facts import LeadFacts, PartnerFacts, Territory, TierFacts
from routing.engine.reasons import BY_CODE, REASONS, REVIEW_REASONS, Reason, codes_of

__all__ = [
    "BY_CODE",
    "LEAD",
    "REASONS",
    "REVIEW_REASONS",
    "Attempt",
    "Contest",
    "Decision",
    "LeadFacts",
    "PartnerFacts",
    "Reason",
    "SlaTerms",
    "Step",
    "Territory",
    "TierFacts",
    "codes_of",
    "format_duration",
    "parse_duration",
]
