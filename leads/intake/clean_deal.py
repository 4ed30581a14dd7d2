"""A deal registration as it was sent becomes clean, or a list of everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from leads.fields.about import Posted
from leads.fields.catalogue import ACCOUNT, DEAL
from leads.fields.context import NO_LISTS, Context, Lists
from leads.identity.company import Company
from prm.platform.cleaning.company import account_key
from prm.platform.cleaning.company_name import fold_company
from prm.platform.cleaning.number import money_currency
from prm.platform.cleaning.refusal import Refused, shown
from prm.platform.cleaning.text import is_blank
from prm.platform.errors import FieldError, InvalidInput

_MOST_UNKNOWN_SHOWN = 20


@dataclass(frozen=True)
class Account:
    """What somebody claims: the company, with its domain and folded name by themselves."""

    domain: str
    fold: str
    country: str
    company: Company

    @property
    def key(self) -> str:
        """What leads and deals of the account share."""
        return account_key(self.domain, self.fold, self.country)[:200]


@dataclass(frozen=True)
class CleanDeal:
    """The fields of a deal registration, normalised, and the account that it claims."""

    external_id: str
    company: str
    website: str
    country: str
    products: list[str]
    estimated_value: Decimal | None
    currency: str
    contact_name: str
    contact_email: str
    contact_phone: str
    closes_on: date | None
    notes: str
    account: Account


def clean_deal(data: object, lists: Lists) -> CleanDeal:
    """The clean deal. Raises InvalidInput naming every wrong field."""
    values, problems = _read(data, DEAL, lists)
    if _is_blank(data, "company"):
        problems.append(FieldError("company", "required", gettext("Send the company's name.")))
    if problems:
        raise InvalidInput(problems)
    if not values["currency"] and isinstance(data, Mapping):
        values["currency"] = money_currency(data.get("estimated_value"), values["country"])
    clean = {name: posted.stored(values[name]) for name, posted in DEAL.items()}
    return CleanDeal(**clean, account=_account(values, ""))


def clean_account(data: object) -> Account:
    """The account that a company's name, website or e-mail address speaks of. Raises InvalidInput."""
    values, problems = _read(data, ACCOUNT, NO_LISTS)
    if all(_is_blank(data, name) for name in ("company", "website", "email")):
        message = gettext("Send the company's name, its website or an e-mail address.")
        problems.append(FieldError("company", "required", message))
    if problems:
        raise InvalidInput(problems)
    return _account(values, values["email"])


def _account(values: Mapping[str, Any], email: str) -> Account:
    company = Company.of(
        company=values["company"], website=values["website"], email=email, country=values["country"]
    )
    domain = next(iter(company.domains), "")
    return Account(domain, fold_company(values["company"]), values["country"], company)


def _read(
    data: object, fields: Mapping[str, Posted], lists: Lists
) -> tuple[dict[str, Any], list[FieldError]]:
    """The values of these fields, and all that is wrong with them."""
    if not isinstance(data, Mapping):
        raise InvalidInput([FieldError("", "invalid_type", gettext("Send an object."))])
    values = {name: posted.absent for name, posted in fields.items()}
    unknown = [name for name in data if name not in fields][:_MOST_UNKNOWN_SHOWN]
    missing = gettext("There is no such field.")
    problems = [FieldError(shown(str(name)), "unknown_field", missing) for name in unknown]
    context = Context(lists)
    for name, posted in fields.items():
        if _is_blank(data, name):
            continue
        try:
            values[name] = posted.read(data[name], context)
            context.country = values.get("country", "")
        except Refused as refused:
            problems.append(FieldError(name, refused.code, refused.message))
    return values, problems


def _is_blank(data: Any, name: str) -> bool:
    return is_blank(data.get(name))
