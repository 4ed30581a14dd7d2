"""Routing in the vendor admin: leads with their decisions, review, policies, shares, simulations."""

from routing.admin import (
    acts,
    coverage,
    lead,
    partner,
    policies,
    policy_page,
    pool_page,
    review,
    rule_page,
    shares,
    simulations,
    test_lead,
)

__all__ = [
    "acts",
    "coverage",
    "lead",
    "partner",
    "policies",
    "policy_page",
    "pool_page",
    "review",
    "rule_page",
    "shares",
    "simulations",
    "test_lead",
]
