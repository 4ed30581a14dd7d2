"""A partner claims an account."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from leads.events.conflicts import RivalRegistered
from leads.events.deals import DealRegistered
from leads.intake.clean_deal import CleanDeal, clean_deal
from leads.locks import lock_claims
from leads.models import DealRegistration
from leads.selectors.catalogue import lists
from leads.selectors.claims import Claim, claims_met, waiting_claims
from leads.services.company_keys import add_company_keys
from partners.models import Partner
from prm.platform import clock, formats
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.outbox.catalogue import Event
from prm.platform.outbox.tell import tell


@transaction.atomic
def register_deal(*, partner_id: UUID, data: Mapping[str, Any], actor: Actor) -> DealRegistration:
    """Store a claim for the vendor to approve or refuse.

    Of two at once one is the first: the other is marked as second, and the vendor chooses between them.

    `data`: company, website, country, products, estimated_value, currency, contact, closes_on, notes,
    external_id, as they came.
    Raises InvalidInput naming every wrong field, and NotPossible: `conflict` where someone else's claim on
    the account is protected (whose is not said), `registered_already` where this partner has claimed it.
    """
    deal = clean_deal(data, lists())
    partner = Partner.objects.filter(pk=partner_id).first()
    if partner is None:
        raise InvalidInput([FieldError("partner", "unknown", gettext("There is no such partner."))])
    lock_claims()
    _require_free(deal, partner_id)
    earlier = _earlier(deal, partner_id)
    row = _store(deal, partner, is_second=earlier is not None)
    tell([DealRegistered(deal=row), *_rivals(row, earlier)])
    return row


def _require_free(deal: CleanDeal, partner_id: UUID) -> None:
    today, company = clock.now().date(), deal.account.company
    [met] = claims_met([company], today)
    others = [claim for claim in met if claim.partner_id != partner_id]
    if others:
        message = gettext("Another partner holds this account until %(until)s.") % {
            "until": formats.full_day(others[0].until)
        }
        raise NotPossible(message, code="conflict")
    if any(claim.partner_id == partner_id for claim in (*met, *waiting_claims(company, today))):
        raise NotPossible(gettext("You have claimed this account already."), code="registered_already")


def _earlier(deal: CleanDeal, partner_id: UUID) -> Claim | None:
    """Another partner's registration of the account that the vendor has not decided yet."""
    waiting = waiting_claims(deal.account.company, clock.now().date())
    return next((claim for claim in waiting if claim.partner_id != partner_id), None)


def _rivals(row: DealRegistration, earlier: Claim | None) -> list[Event]:
    """The vendor is told when another partner asks for the same account: it has to choose."""
    if earlier is None:
        return []
    claimant = {"id": earlier.partner_id, "name": earlier.partner_name}
    return [RivalRegistered(deal=row, claim={"deal": earlier.deal_id, "partner": claimant})]


def _store(deal: CleanDeal, partner: Partner, *, is_second: bool) -> DealRegistration:
    row = DealRegistration.objects.create(
        partner=partner,
        is_second=is_second,
        external_id=deal.external_id,
        company=deal.company,
        website=deal.website,
        country=deal.country,
        account_key=deal.account.key,
        company_fold=deal.account.fold,
        company_keys=list(deal.account.company.keys),
        products=deal.products,
        estimated_value=deal.estimated_value,
        currency=deal.currency,
        contact_name=deal.contact_name,
        contact_email=deal.contact_email,
        contact_phone=deal.contact_phone,
        closes_on=deal.closes_on,
        notes=deal.notes,
        registered_at=clock.now(),
    )
    add_company_keys([row])
    return row
