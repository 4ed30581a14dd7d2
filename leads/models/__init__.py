"""What came in and what became of it."""

from leads.enrichment.models import EnrichmentSource
from leads.inbound.models import InboundPayload, InboundSource
from leads.models.alias import Alias
from leads.models.company_key import CompanyKey
from leads.models.deal import DealRegistration, DealState
from leads.models.event import LeadEvent
from leads.models.exchange_rate import ExchangeRate
from leads.models.known import LaterPost, LeadLink, PersonKey
from leads.models.lead import CLOSED_STATES, Lead, LeadStage, LeadState
from leads.models.mark import LeadMark
from leads.models.qualification import QualificationRules
from leads.models.strategic_account import StrategicAccount
from leads.models.work import Attachment, DeclineReason, LeadRating, Note
from leads.web_forms.models import FormConsent, FormCount, WebForm

__all__ = [
    "CLOSED_STATES",
    "Alias",
    "Attachment",
    "CompanyKey",
    "DealRegistration",
    "DealState",
    "DeclineReason",
    "EnrichmentSource",
    "ExchangeRate",
    "FormConsent",
    "FormCount",
    "InboundPayload",
    "InboundSource",
    "LaterPost",
    "Lead",
    "LeadEvent",
    "LeadLink",
    "LeadMark",
    "LeadRating",
    "LeadStage",
    "LeadState",
    "Note",
    "PersonKey",
    "QualificationRules",
    "StrategicAccount",
    "WebForm",
]
