"""Who gets a lead, until when, and why."""

from routing.batches.models import PoolCredits
from routing.conversations.models import OfferMessage
from routing.decisions.models import Batch, Decision, Ground, ManualDecision, PartnerTableSnapshot
from routing.misses.models import MissedDay
from routing.offers.models import (
    LIVE_STATES,
    Offer,
    OfferInvitee,
    OfferState,
    WorkStatus,
)
from routing.policies.models import PolicyState, PolicyVersion, RoutingLock
from routing.reports.models import ReportMail
from routing.shares.models import ShareDay, UncountedDecision
from routing.simulation.models import PathReport, Simulation
from routing.timers.models import Timer, TimerKind

__all__ = [
    "LIVE_STATES",
    "Batch",
    "Decision",
    "Ground",
    "ManualDecision",
    "MissedDay",
    "Offer",
    "OfferInvitee",
    "OfferMessage",
    "OfferState",
    "PartnerTableSnapshot",
    "PathReport",
    "PolicyState",
    "PolicyVersion",
    "PoolCredits",
    "ReportMail",
    "RoutingLock",
    "ShareDay",
    "Simulation",
    "Timer",
    "TimerKind",
    "UncountedDecision",
    "WorkStatus",
]
