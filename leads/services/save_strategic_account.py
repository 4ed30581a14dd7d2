"""Keeping the list of strategic accounts."""

from collections.abc import Mapping

from django.utils.translation import gettext

from leads.intake.clean_deal import Account, clean_account
from leads.models import StrategicAccount
from leads.services.company_keys import change_company_keys, drop_company_keys
from prm.platform.errors import FieldError, InvalidInput


def add_strategic_account(*, company: str, website: str = "") -> StrategicAccount:
    """Put a company on the list. Raises InvalidInput: no name, no web address, or there already."""
    row = StrategicAccount(company=company.strip(), website=website.strip())
    recognise(row)
    found = StrategicAccount.objects.filter(company_fold=row.company_fold, domain=row.domain)
    if found.exists():
        raise InvalidInput([FieldError("company", "exists", gettext("This account is on the list already."))])
    store_strategic_account(row)
    return row


def store_strategic_account(row: StrategicAccount) -> None:
    """Save a recognised company, new or changed, with its keys."""
    row.save()
    change_company_keys(row)


def remove_strategic_account(row: StrategicAccount) -> None:
    """Take a company off the list."""
    drop_company_keys([row])
    row.delete()


def recognise(row: StrategicAccount) -> None:
    """Fill in what leads of this company are known by. Raises InvalidInput naming the field."""
    given: Mapping[str, str] = {"company": row.company, "website": row.website}
    account: Account = clean_account(given)
    if not account.fold:
        raise InvalidInput([FieldError("company", "required", gettext("Send the company's name."))])
    row.domain, row.company_fold = account.domain[:200], account.fold[:200]
    row.company_keys = list(account.company.keys)
