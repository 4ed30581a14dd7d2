"""A deal registration as it was sent becomes clean, or a list of everything that is wrong with it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext

from prm.cleaning.company import account_key, clean_website, company_domain, fold_company
from prm.cleaning.contact import clean_email, email_domain
from prm.cleaning.number import clean_money
from prm.cleaning.place import clean_country, clean_currency
from prm.cleaning.refusal import Refused, shown
from prm.cleaning.text import clean_paragraphs, clean_products, line
from prm.errors import FieldError, InvalidInput

T = TypeVar("T")


@dataclass(frozen=True)
class Account:
    """A company, as claims are compared: by its domain, or by its folded name and country."""

    domain: str
    fold: str
    country: str

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
    notes: str
    account: Account


class Fields:
    """Reads fields one by one, and keeps what is wrong instead of stopping at it."""

    def __init__(self, data: object, known: Container[str]) -> None:
        if not isinstance(data, Mapping):
            raise InvalidInput([FieldError("", "invalid_type", gettext("Send an object."))])
        self.data = data
        self.errors = [
            FieldError(shown(str(name)), "unknown_field", gettext("There is no such field."))
            for name in data
            if name not in known
        ][:20]

    def read(self, name: str, cleaner: Callable[[object], T], absent: T) -> T:
        """The clean value of a field; `absent` for one that is not given, or wrong."""
        value = self.data.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return absent
        try:
            return cleaner(value)
        except Refused as refused:
            self.errors.append(FieldError(name, refused.code, refused.message))
            return absent

    def require(self, name: str, message: str) -> None:
        """A field that has to be given."""
        value = self.data.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            self.errors.append(FieldError(name, "required", message))

    def done(self) -> None:
        """Raise InvalidInput with everything that was wrong."""
        if self.errors:
            raise InvalidInput(self.errors)


DEAL_FIELDS = frozenset(
    ("external_id", "company", "website", "country", "products", "estimated_value", "currency", "notes")
)
ACCOUNT_FIELDS = frozenset(("company", "website", "email", "country"))


def clean_deal(data: object, known_products: Container[str] | None) -> CleanDeal:
    """The clean deal. Raises InvalidInput naming every wrong field."""
    fields = Fields(data, DEAL_FIELDS)
    fields.require("company", gettext("Send the company's name."))
    company = fields.read("company", line(200), "")
    website = fields.read("website", clean_website, "")
    country = fields.read("country", clean_country, "")
    deal = CleanDeal(
        external_id=fields.read("external_id", line(200), ""),
        company=company,
        website=website,
        country=country,
        products=fields.read("products", lambda value: list(clean_products(value, known_products)), []),
        estimated_value=fields.read("estimated_value", clean_money, None),
        currency=fields.read("currency", clean_currency, ""),
        notes=fields.read("notes", partial(clean_paragraphs, most=5000), ""),
        account=Account(company_domain(website, ""), fold_company(company), country),
    )
    fields.done()
    return deal


def clean_account(data: object) -> Account:
    """The account that a company's name, website or e-mail address speaks of. Raises InvalidInput."""
    fields = Fields(data, ACCOUNT_FIELDS)
    given: Any = fields.data
    if not any(given.get(name) for name in ("company", "website", "email")):
        fields.require("company", gettext("Send the company's name, its website or an e-mail address."))
    company = fields.read("company", line(200), "")
    website = fields.read("website", clean_website, "")
    email = fields.read("email", clean_email, "")
    country = fields.read("country", clean_country, "")
    fields.done()
    return Account(company_domain(website, email_domain(email)), fold_company(company), country)
