"""The eligibility: every check is a small function that says whom it keeps out, beside its code.

Pool checks depend on the pool and the day, lead checks on a few of the lead's fields (their
answers are cached by those), history checks on single partners. Limits that move with every
offer are in `limits`. None stops early: whoever is kept out carries all its reasons.
"""

from routing.engine.eligibility.capability import LEAD_CAPABILITY_CHECKS, POOL_CAPABILITY_CHECKS
from routing.engine.eligibility.lead_check import LeadCheck
from routing.engine.eligibility.membership import MEMBERSHIP_CHECKS
from routing.engine.eligibility.place import PLACE_CHECKS
from routing.engine.eligibility.presence import PRESENCE_CHECKS

POOL_CHECKS = (*MEMBERSHIP_CHECKS, *PRESENCE_CHECKS, *POOL_CAPABILITY_CHECKS)
LEAD_CHECKS = (*LEAD_CAPABILITY_CHECKS, *PLACE_CHECKS)

__all__ = ["LEAD_CHECKS", "POOL_CHECKS", "LeadCheck"]
