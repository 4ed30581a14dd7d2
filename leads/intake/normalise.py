"""A lead as it was posted becomes a clean lead, or a list of everything that is wrong with it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext

from prm.cleaning.company import account_key, clean_website, company_domain, fold_company
from prm.cleaning.contact import clean_email, clean_phone, email_domain, phone_e164
from prm.cleaning.json_values import Json, clean_consent, clean_custom
from prm.cleaning.language import clean_languages
from prm.cleaning.number import (
    clean_employees,
    clean_flag,
    clean_intent_score,
    clean_latitude,
    clean_longitude,
    clean_money,
)
from prm.cleaning.place import clean_country, clean_currency, clean_postal_code, clean_region
from prm.cleaning.refusal import Refused, shown
from prm.cleaning.text import clean_category, clean_paragraphs, clean_products, line
from prm.errors import FieldError, InvalidInput

T = TypeVar("T")
_WHO = ("email", "phone", "company", "website", "last_name", "first_name", "external_id")
_MOST_UNKNOWN_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class CleanLead:
    """The fields of a lead, normalised: "" for text that is not given, None for other values.

    The properties follow from them. `as_input` gives the fields back as `clean_lead` takes them, so that a
    correction is `clean_lead({**lead.as_input(), **changes})`; cleaning what is clean changes nothing.
    """

    external_id: str
    source: str
    campaign: str
    first_name: str
    last_name: str
    email: str
    phone: str
    job_title: str
    company: str
    website: str
    country: str
    region: str
    city: str
    postal_code: str
    latitude: float | None
    longitude: float | None
    industry: str
    products: tuple[str, ...]
    employees: int | None
    languages: tuple[str, ...]
    budget_amount: Decimal | None
    budget_confirmed: bool | None
    authority: str
    need: str
    need_category: str
    timeline: str
    estimated_value: Decimal | None
    currency: str
    intent_score: int | None
    partner_campaign: str
    consent: bool | Json | None
    custom: Json

    @property
    def phone_e164(self) -> str:
        return phone_e164(self.phone)

    @property
    def email_domain(self) -> str:
        return email_domain(self.email)

    @property
    def company_domain(self) -> str:
        return company_domain(self.website, self.email_domain)

    @property
    def company_fold(self) -> str:
        return fold_company(self.company)

    @property
    def account_key(self) -> str:
        return account_key(self.company_domain, self.company_fold, self.country)

    def as_input(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in LEAD_FIELDS}


LEAD_FIELDS = tuple(field.name for field in fields(CleanLead))


class _Reader:
    """Reads the fields of one posted lead, and keeps what is wrong instead of stopping at it."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self.data = data
        self.errors: list[FieldError] = []

    def read(self, field: str, cleaner: Callable[[object], T], absent: T) -> T:
        value = self.data.get(field)
        if value is None or (isinstance(value, str) and not value.strip()):
            return absent
        try:
            return cleaner(value)
        except Refused as refused:
            self.refuse(field, refused.code, refused.message)
            return absent

    def text(self, field: str, most: int) -> str:
        return self.read(field, line(most), "")

    def refuse(self, field: str, code: str, message: str) -> None:
        self.errors.append(FieldError(field, code, message))

    def is_given(self, field: str) -> bool:
        value = self.data.get(field)
        return value is not None and (not isinstance(value, str) or bool(value.strip()))


def clean_lead(data: object, known_products: Container[str] | None = None) -> CleanLead:
    """The clean lead; raises InvalidInput with every wrong field, unknown ones too, and nothing else.

    A field that is null or blank counts as not given. `known_products` holds the vendor's product slugs;
    without it, only their form is checked.
    """
    if not isinstance(data, Mapping):
        raise InvalidInput(
            [FieldError("", "invalid_type", gettext("Send an object with the lead's fields."))]
        )
    reader = _Reader(data)
    _refuse_unknown_fields(reader)
    lead = _read(reader, known_products)
    _check_together(reader)
    if reader.errors:
        raise InvalidInput(reader.errors)
    return lead


def _read(reader: _Reader, known_products: Container[str] | None) -> CleanLead:
    country = _read_country(reader)
    return CleanLead(
        external_id=reader.text("external_id", 200),
        source=reader.text("source", 100),
        campaign=reader.text("campaign", 200),
        first_name=reader.text("first_name", 100),
        last_name=reader.text("last_name", 100),
        email=reader.read("email", clean_email, ""),
        phone=reader.read("phone", partial(clean_phone, country=country), ""),
        job_title=reader.text("job_title", 200),
        company=reader.text("company", 200),
        website=reader.read("website", clean_website, ""),
        country=country,
        region=reader.read("region", partial(clean_region, country=country), ""),
        city=reader.text("city", 100),
        postal_code=reader.read("postal_code", partial(clean_postal_code, country=country), ""),
        latitude=reader.read("latitude", clean_latitude, None),
        longitude=reader.read("longitude", clean_longitude, None),
        industry=reader.read("industry", clean_category, ""),
        products=reader.read("products", partial(clean_products, known=known_products), ()),
        employees=reader.read("employees", clean_employees, None),
        languages=reader.read("languages", clean_languages, ()),
        budget_amount=reader.read("budget_amount", clean_money, None),
        budget_confirmed=reader.read("budget_confirmed", clean_flag, None),
        authority=reader.text("authority", 200),
        need=reader.read("need", partial(clean_paragraphs, most=5000), ""),
        need_category=reader.read("need_category", clean_category, ""),
        timeline=reader.text("timeline", 80),
        estimated_value=reader.read("estimated_value", clean_money, None),
        currency=reader.read("currency", clean_currency, ""),
        intent_score=reader.read("intent_score", clean_intent_score, None),
        partner_campaign=reader.text("partner_campaign", 200),
        consent=reader.read("consent", clean_consent, None),
        custom=reader.read("custom", clean_custom, {}),
    )


def _read_country(reader: _Reader) -> str:
    """The country given, or the one that a full region code names. A wrong country is reported once."""
    country = reader.read("country", clean_country, "")
    if country or reader.is_given("country"):
        return country
    try:
        return clean_region(reader.data.get("region"), "").partition("-")[0]
    except Refused:
        return ""


def _refuse_unknown_fields(reader: _Reader) -> None:
    unknown = [field for field in reader.data if field not in LEAD_FIELDS]
    for field in unknown[:_MOST_UNKNOWN_SHOWN]:
        reader.refuse(shown(str(field)), "unknown_field", gettext("There is no such field."))


def _check_together(reader: _Reader) -> None:
    given = [field for field in ("latitude", "longitude") if reader.is_given(field)]
    if len(given) == 1:
        missing = "longitude" if given == ["latitude"] else "latitude"
        reader.refuse(missing, "required", gettext("Send latitude and longitude together."))
    if not any(reader.is_given(field) for field in _WHO):
        message = gettext(
            "Say who the lead is: an e-mail address, a phone number, a company, a name or an ID."
        )
        reader.refuse("email", "required", message)
