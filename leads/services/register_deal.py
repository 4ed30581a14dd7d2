"""A partner claims an account."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from leads.intake.clean_deal import CleanDeal, clean_deal
from leads.models import DealRegistration, DealState
from leads.selectors.catalogue import lists
from leads.selectors.claims import claims_on
from partners.models import Partner
from prm import clock
from prm.actors import Actor
from prm.errors import FieldError, InvalidInput, NotPossible
from prm.outbox.announce import Announcement, announce


@transaction.atomic
def register_deal(*, partner_id: UUID, data: Mapping[str, Any], actor: Actor) -> DealRegistration:
    """Store a claim for the vendor to approve or refuse.

    `data`: company, website, country, products, estimated_value, currency, notes, external_id, as they came.
    Raises InvalidInput naming every wrong field, and NotPossible: `conflict` where someone else's claim on
    the account is protected (whose is not said), `registered_already` where this partner has claimed it.
    """
    deal = clean_deal(data, lists())
    partner = Partner.objects.filter(pk=partner_id).first()
    if partner is None:
        raise InvalidInput([FieldError("partner", "unknown", gettext("There is no such partner."))])
    _require_free(deal, partner_id)
    row = _store(deal, partner)
    announce([deal_announcement("deal.registered", row), *_rivals(deal, row)])
    return row


def _require_free(deal: CleanDeal, partner_id: UUID) -> None:
    claim = claims_on(deal.account, today=clock.now().date(), besides=partner_id).first()
    if claim is not None:
        message = gettext("This account is claimed until %(until)s.") % {"until": claim.protected_until_on}
        raise NotPossible(message, code="conflict")
    own = DealRegistration.objects.filter(
        partner_id=partner_id,
        account_key=deal.account.key,
        state__in=(DealState.REGISTERED, DealState.APPROVED),
    )
    if deal.account.key and own.exists():
        raise NotPossible(gettext("You have claimed this account already."), code="registered_already")


def _rivals(deal: CleanDeal, row: DealRegistration) -> list[Announcement]:
    """The vendor is told when another partner asks for the same account: it has to choose."""
    waiting = DealRegistration.objects.filter(
        account_key=deal.account.key, state=DealState.REGISTERED
    ).exclude(partner_id=row.partner_id)
    earlier = waiting.select_related("partner").order_by("registered_at", "id").first()
    if not deal.account.key or earlier is None:
        return []
    told = deal_announcement("conflict.found", row)
    claimant = {"id": earlier.partner_id, "name": earlier.partner.name}
    payload = {**told.payload, "claim": {"deal": earlier.id, "partner": claimant}}
    return [replace(told, partner_ids=(), partner_payload={}, payload=payload)]


def _store(deal: CleanDeal, partner: Partner) -> DealRegistration:
    return DealRegistration.objects.create(
        partner=partner,
        external_id=deal.external_id,
        company=deal.company,
        website=deal.website,
        country=deal.country,
        account_key=deal.account.key,
        company_fold=deal.account.fold,
        products=deal.products,
        estimated_value=deal.estimated_value,
        currency=deal.currency,
        notes=deal.notes,
        registered_at=clock.now(),
    )


def deal_announcement(event: str, deal: DealRegistration) -> Announcement:
    """What the world hears of a registration: the vendor, and the partner whose it is."""
    payload = {
        "deal": {
            "id": deal.id,
            "company": deal.company,
            "state": deal.state,
            "protected_until_on": deal.protected_until_on,
        },
        "company": deal.company,
        "partner": {"id": deal.partner_id, "name": deal.partner.name},
        "reason": deal.decision_note,
    }
    return Announcement(
        event=event,
        key=f"{event}:{deal.id}",
        partner_ids=(deal.partner_id,),
        payload=payload,
        partner_payload=payload,
    )
