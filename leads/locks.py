"""The only place of this app that locks rows. The order everywhere: routing lock, partner, lead, offer."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from leads.models import DealRegistration, Lead
from prm.platform.errors import NotFound
from prm.platform.tenants.scope import current_vendor_id


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
    """One approval of a claim at a time for each vendor, so that no account is protected for two partners."""
    _advisory("pg_advisory_xact_lock", f"claims/{current_vendor_id()}")


def hold_claims() -> None:
    """Nobody approves a claim until the transaction ends; others may hold them too. Before any row lock."""
    _advisory("pg_advisory_xact_lock_shared", f"claims/{current_vendor_id()}")


def _advisory(function: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])
