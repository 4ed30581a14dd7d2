"""A person asks to be forgotten."""

from uuid import UUID

from django.db.models import F

from leads.events.leads import LeadErased
from leads.locks import lock_lead
from leads.models import Lead, LeadState
from leads.services.forget_lead import forget_lead
from prm.platform.actors import Actor
from prm.platform.api.forget import forget_answers
from prm.platform.outbox.forget import forget_messages
from prm.platform.outbox.tell import tell
from prm.platform.sheets.services.make_export import forget_exports
from routing.decisions.models import ForgottenFacts
from routing.locks import lock_routing
from routing.models import Decision, Offer, OfferMessage
from routing.offers.services.withdraw_live_offers import withdraw_live_offers

FREE_TEXTS = ("decline_note", "manual_reason", "outcome_reason", "next_action")


def erase_lead(*, lead_id: UUID, actor: Actor) -> Lead:
    """Take everything personal out of a lead and of all that was kept about it; its history stays sealed.

    A live offer is withdrawn and its turn paid back; duplicates of the lead are erased with it; partners that
    have had the contact are asked to erase it too. Erasing twice changes nothing. Raises NotFound.
    """
    lock_routing()
    lead = lock_lead(lead_id)
    if lead.state != LeadState.ERASED:
        _erase(lead, actor)
    for twin_id in list(
        Lead.objects.filter(duplicate_of=lead).exclude(id=lead.id).values_list("id", flat=True)
    ):
        erase_lead(lead_id=twin_id, actor=actor)
    return lead


def _erase(lead: Lead, actor: Actor) -> None:
    forget_lead(lead)
    forget_messages(lead_id=lead.id)
    forget_answers(lead_id=lead.id)
    forget_exports()
    withdraw_live_offers(lead, actor=actor, told="erased", paid_back_as="withdrawn")
    OfferMessage.objects.filter(offer__lead=lead).delete()
    Offer.objects.filter(lead=lead).update(**dict.fromkeys(FREE_TEXTS, ""))
    Decision.objects.filter(lead=lead).update(lead_facts=ForgottenFacts(F("lead_facts")))
    had = Offer.objects.filter(lead=lead, accepted_at__isnull=False, partner__isnull=False)
    had_by = tuple(dict.fromkeys(had.values_list("partner_id", flat=True)))
    tell([LeadErased(lead=lead, actor=actor, had_by=had_by)])
