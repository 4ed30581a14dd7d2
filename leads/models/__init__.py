"""What came in and what became of it."""

from leads.models.deal import DealRegistration, DealState
from leads.models.event import LeadEvent
from leads.models.lead import Lead, LeadStage, LeadState
from leads.models.work import Attachment, DeclineReason, LeadRating, Note

__all__ = [
    "Attachment",
    "DealRegistration",
    "DealState",
    "DeclineReason",
    "Lead",
    "LeadEvent",
    "LeadRating",
    "LeadStage",
    "LeadState",
    "Note",
]
