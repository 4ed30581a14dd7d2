"""The only place of this app that locks rows. The order everywhere: routing lock, partner, lead, offer."""

from uuid import UUID

from django.utils.translation import gettext as _

from leads.models import DealRegistration, Lead
from prm.platform.errors import NotFound
from prm.platform.tenants import advisory


def lock_lead(lead_id: UUID) -> Lead:
    """The lead, locked until the transaction ends. Raises NotFound."""
    lead = Lead.objects.select_for_update(no_key=True).filter(pk=lead_id).first()
    if lead is None:
        raise NotFound(_("There is no such lead."))
    return lead


def lock_deal(deal_id: UUID) -> DealRegistration:
    """The deal registration, locked until the transaction ends. Raises NotFound."""
    rows = DealRegistration.objects.select_for_update(no_key=True, of=("self",))
    deal = rows.select_related("partner").filter(pk=deal_id).first()
    if deal is None:
        raise NotFound(_("There is no such deal registration."))
    return deal


def lock_claims() -> None:
    """One registration or approval of a claim at a time for each vendor.

    So of two claims on an account one is the first, and no account is protected for two partners.
    """
    advisory.wait_for("claims")


def hold_claims() -> None:
    """Nobody registers or approves a claim until the transaction ends; others may hold them too.

    Before any row lock.
    """
    advisory.wait_to_share("claims")
