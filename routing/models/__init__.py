"""Who gets a lead, until when, and why."""

from routing.models.decision import Batch, Decision, RosterSnapshot
from routing.models.offer import (
    LIVE_STATES,
    Offer,
    OfferInvitee,
    OfferState,
    WorkStatus,
)
from routing.models.policy import PolicyState, PolicyVersion, RoutingDesk
from routing.models.share import ShareDay, UncountedDecision
from routing.models.simulation import PathReport, Simulation
from routing.models.standing import PoolCredits
from routing.models.timer import Timer, TimerKind

__all__ = [
    "LIVE_STATES",
    "Batch",
    "Decision",
    "Offer",
    "OfferInvitee",
    "OfferState",
    "PathReport",
    "PolicyState",
    "PolicyVersion",
    "PoolCredits",
    "RosterSnapshot",
    "RoutingDesk",
    "ShareDay",
    "Simulation",
    "Timer",
    "TimerKind",
    "UncountedDecision",
    "WorkStatus",
]
