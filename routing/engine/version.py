"""A policy version, compiled: what `decide` reads instead of the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from routing.engine.facts import LeadFacts
from routing.engine.match import Failure, Matcher
from routing.engine.pool import Pool
from routing.engine.rule import Rule
from routing.engine.terms import Escalation, SlaTerms


@dataclass(frozen=True, eq=False)
class Version:
    """One compiled policy version. Equal only to itself; it knows nothing of any partner table."""

    number: int
    rules: tuple[Rule, ...]
    pools: Mapping[str, Pool]
    sla: SlaTerms
    escalate: Escalation | None
    matcher: Matcher
    document: Mapping[str, Any]
    terms: Mapping[tuple[int, str | None], SlaTerms]

    def match(self, lead: LeadFacts) -> tuple[Rule | None, int]:
        """The first rule that matches, and the lead's truth (one bit per comparison)."""
        number, truth = self.matcher.match(lead)
        return (self.rules[number] if number >= 0 else None), truth

    def trace(self, truth: int, rule_index: int) -> tuple[Failure, ...]:
        """Why each rule before the matching one did not match."""
        return self.matcher.failures(truth, rule_index if rule_index >= 0 else len(self.rules))
