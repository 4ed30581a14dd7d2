"""The decision engine: pure functions over plain facts. No Django, no clock, no randomness, no I/O."""

from routing.engine.credit import LEAD
from routing.engine.decide import decide, decide_batch
from routing.engine.decision import Attempt, Contest, Decision, SlaTerms, Step
from routing.engine.document import compile_policy
from routing.engine.durations import format_duration, parse_duration
from routing.engine.facts import LeadFacts, PartnerFacts, Territory, TierFacts
from routing.engine.reasons import BY_CODE, REASONS, REVIEW_REASONS, Reason, codes_of
from routing.engine.roster import Roster
from routing.engine.standing import Standing
from routing.engine.version import Pool, Rule, Version

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
    "Pool",
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
    "format_duration",
    "parse_duration",
]
