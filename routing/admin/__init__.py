"""Routing in the vendor admin: leads with their decisions, the review queue, policies, shares, simulations."""

from routing.admin import acts, lead, policies, review

__all__ = ["acts", "lead", "policies", "review"]
