"""A lead as it was posted becomes a clean lead, with a list of what could not be read."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext

from leads.fields.about import Posted
from leads.fields.catalogue import IDENTIFYING, LEAD, LEAD_FIELDS, READ_ONLY
from leads.fields.context import NO_LISTS, Context, Lists
from leads.identity.company import Company
from prm.platform.cleaning.company import account_key, company_domain
from prm.platform.cleaning.company_name import fold_company
from prm.platform.cleaning.contact import email_domain, phone_e164
from prm.platform.cleaning.json_values import clean_custom, raw_value
from prm.platform.cleaning.number import money_currency
from prm.platform.cleaning.place import clean_region, region_in_country
from prm.platform.cleaning.refusal import PartlyRefused, Refused, shown
from prm.platform.cleaning.text import is_blank
from prm.platform.errors import FieldError, InvalidInput

_ABSENT: Final = {name: posted.absent for name, posted in LEAD.items()}
COORDINATES: Final = ("latitude", "longitude")
_READ_FIRST: Final = ("country", "languages")
_READ_THEN: Final = frozenset(LEAD_FIELDS) - frozenset(_READ_FIRST)
_MOST_UNKNOWN_SHOWN = 20


@dataclass(frozen=True)
class CleanLead:
    """The fields of a lead, normalised: "" for text that is not given, None for other values, () for lists.

    Each field is an attribute; the properties follow from them. `as_input` gives the fields back as they are
    read, so that a correction reads `{**lead.as_input(), **changes}`; reading what is clean changes nothing.
    """

    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def phone_e164(self) -> str:
        return phone_e164(self.phone)

    @property
    def email_domain(self) -> str:
        return email_domain(self.email)

    @cached_property
    def company_domain(self) -> str:
        return company_domain(self.website, self.email_domain)

    @cached_property
    def company_fold(self) -> str:
        return fold_company(self.company)

    @cached_property
    def company_keys(self) -> tuple[str, ...]:
        """By what the lead's company is recognised."""
        found = Company.of(
            company=self.company,
            website=self.website,
            email=self.email,
            country=self.country,
            custom=self.custom,
        )
        return found.keys

    @property
    def account_key(self) -> str:
        return account_key(self.company_domain, self.company_fold, self.country)

    def as_input(self) -> dict[str, Any]:
        return dict(self.values)


@dataclass(frozen=True)
class Unread:
    """What could not be read of a field: why, and what was sent, cut short where it is too much to keep."""

    code: str
    value: Any


@dataclass
class Reading:
    """A clean lead and what is wrong with what was posted: each problem is about a field left empty."""

    lead: CleanLead
    problems: list[FieldError] = field(default_factory=list)
    unread: dict[str, Unread] = field(default_factory=dict)

    @property
    def names_somebody(self) -> bool:
        """Whether a field that can be read says who the lead is."""
        return any(self.lead.values[name] for name in IDENTIFYING)

    def require(self, *, strict: bool) -> None:
        """Raise InvalidInput with all problems: if nobody is named, or with `strict` for any."""
        if self.problems and (strict or not self.names_somebody):
            raise InvalidInput(self.problems)


def read_lead(data: object, lists: Lists = NO_LISTS) -> Reading:
    """The lead and all that is wrong with it; raises InvalidInput for what is no object.

    A field that is null or blank counts as not given. Fields that do not exist are kept in `custom`.
    """
    if not isinstance(data, Mapping):
        raise InvalidInput(
            [FieldError("", "invalid_type", gettext("Send an object with the lead’s fields."))]
        )
    reader = _Reader(data, lists)
    reader.read_all()
    return Reading(CleanLead(reader.values), reader.problems, reader.unread)


def clean_lead(data: object, lists: Lists = NO_LISTS) -> CleanLead:
    """The clean lead; raises InvalidInput with everything that is wrong."""
    reading = read_lead(data, lists)
    reading.require(strict=True)
    return reading.lead


class _Reader:
    """Reads the fields of one posted lead, and keeps what is wrong instead of stopping at it."""

    def __init__(self, data: Mapping[str, object], lists: Lists) -> None:
        self.data = data
        self.context = Context(lists)
        self.values: dict[str, Any] = {**_ABSENT, "custom": {}}
        self.problems: list[FieldError] = []
        self.unread: dict[str, Unread] = {}

    def read_all(self) -> None:
        for name in _READ_FIRST:
            if name in self.data:
                self.read(name, self.data[name], LEAD[name])
        self._settle_context()
        for name, value in self.data.items():
            if name in _READ_THEN:
                self.read(name, value, LEAD[name])
        self._take_currency()
        self._keep_unknown_fields()
        self._check_coordinates()
        self._check_somebody()

    def read(self, name: str, value: object, posted: Posted) -> None:
        if is_blank(value):
            return
        try:
            self.values[name] = posted.read(value, self.context)
        except PartlyRefused as refused:
            self.values[name] = refused.kept
            self.refuse(name, refused, refused.left)
        except Refused as refused:
            self.refuse(name, refused, value)

    def refuse(self, name: str, refused: Refused, value: object) -> None:
        self.problems.append(FieldError(name, refused.code, refused.message))
        self.unread[name] = Unread(refused.code, raw_value(value))

    def _settle_context(self) -> None:
        """A full region code names the country, too; England as the country names the region."""
        region = self.data.get("region")
        if not self.values["country"] and not is_blank(region):
            with suppress(Refused):  # reported when the region is read
                self.values["country"] = clean_region(region, "").partition("-")[0]
        elif self.values["country"] and is_blank(region):
            self.values["region"] = region_in_country(self.data["country"])
        self.context.country = self.values["country"]
        self.context.languages = self.values["languages"]

    def _take_currency(self) -> None:
        """The currency written beside an amount ("USD 60k") counts where none is given."""
        if is_blank(self.data.get("currency")):
            names = ("estimated_value", "budget_amount")
            read = (self.data[name] for name in names if self.values[name] is not None)
            beside = (money_currency(value, self.context.country) for value in read)
            self.values["currency"] = next(filter(None, beside), "")

    def _keep_unknown_fields(self) -> None:
        unknown = [name for name in self.data if name not in LEAD]
        if not unknown:
            return
        sent = {str(name): self.data[name] for name in unknown if name not in READ_ONLY}
        kept = self._keep(sent)
        for name in map(str, unknown[:_MOST_UNKNOWN_SHOWN]):
            code = "read_only" if name in READ_ONLY else "unknown_field"
            self.problems.append(FieldError(shown(name), code, no_such_field(code, kept=kept)))
            value = None if kept or code == "read_only" else raw_value(sent[name])
            self.unread[shown(name)] = Unread(code, value)

    def _keep(self, sent: dict[str, object]) -> bool:
        """Whether these can be kept among the custom fields."""
        try:
            self.values["custom"] = clean_custom({**sent, **self.values["custom"]})
        except Refused:
            return False
        return True

    def _check_coordinates(self) -> None:
        """One without the other says nothing."""
        given = [name for name in COORDINATES if not is_blank(self.data.get(name))]
        if len(given) == 1:
            [missing] = set(COORDINATES) - set(given)
            self.problems.append(FieldError(missing, "required", coordinates_come_together()))
        read = [name for name in COORDINATES if self.values[name] is not None]
        if len(read) == 1:
            self.unread[read[0]] = Unread("required", self.values[read[0]])
            self.values[read[0]] = None

    def _check_somebody(self) -> None:
        if all(is_blank(self.data.get(name)) for name in IDENTIFYING):
            message = gettext(
                "Say who the lead is: an e-mail address, a phone number, a company, a name or an ID."
            )
            self.problems.append(FieldError("email", "required", message))


def coordinates_come_together() -> str:
    return gettext("Send latitude and longitude together.")


def no_such_field(code: str, *, kept: bool) -> str:
    if code == "read_only":
        return gettext("This field cannot be set.")
    if kept:
        return gettext("There is no such field. It is kept in “custom”.")
    return gettext("There is no such field.")
