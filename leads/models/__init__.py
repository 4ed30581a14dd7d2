"""What came in and what became of it."""

from leads.inbound.models import InboundPayload, InboundSource
from leads.models.alias import Alias
from leads.models.company_key import CompanyKey
from leads.models.deal import DealRegistration, DealState
from leads.models.event import LeadEvent
from leads.models.exchange_rate import ExchangeRate
from leads.models.known import LaterPost, LeadLink, PersonKey
from leads.models.lead import CLOSED_STATES, Lead, LeadStage, LeadState
from leads.models.qualification import QualificationRules
from leads.models.strategic_account import StrategicAccount
from leads.models.work import Attachment, DeclineReason, LeadRating, Note

__all__ = [
    "CLOSED_STATES",
    "Alias",
    "Attachment",
    "CompanyKey",
    "DealRegistration",
    "DealState",
    "DeclineReason",
    "ExchangeRate",
    "InboundPayload",
    "InboundSource",
    "LaterPost",
    "Lead",
    "LeadEvent",
    "LeadLink",
    "LeadRating",
    "LeadStage",
    "LeadState",
    "Note",
    "PersonKey",
    "QualificationRules",
    "StrategicAccount",
]
