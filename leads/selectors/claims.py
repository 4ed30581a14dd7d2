"""Whose claim an account meets."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from leads.intake.clean_deal import Account
from leads.models import DealRegistration, DealState


def claims_on(account: Account, *, today: date, besides: UUID | None = None) -> QuerySet[DealRegistration]:
    """Approved registrations that protect the account today, the longest first; without those of one partner.

    A domain meets the same domain. A name meets the same name, whatever the legal form, in the same country
    or where one of the two names none.
    """
    meets = Q(account_key=account.key) if account.key else Q(pk=None)
    if account.fold:
        meets |= Q(company_fold=account.fold) & _in_country(account.country)
    found = DealRegistration.objects.filter(meets, state=DealState.APPROVED, protected_until_on__gte=today)
    others = found.exclude(partner_id=besides) if besides else found
    return others.select_related("partner").order_by("-protected_until_on", "id")


def _in_country(country: str) -> Q:
    return Q(country__in=[country, ""]) if country else Q()


def account_of(deal: DealRegistration) -> Account:
    """The account that a registration claims."""
    domain = "" if "/" in deal.account_key else deal.account_key
    return Account(domain, deal.company_fold, deal.country)
