"""A lead's facts as one reads them: label and value, what is missing left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from leads.fields.catalogue import LABELS, LEAD
from leads.models import Lead, LeadMark
from leads.selectors.unread import raw_text, warnings_of
from partners.selectors.catalogue_names import catalogue_names
from prm.platform import formats
from prm.platform.country_names import place_name

CONTACT: Final = ("job_title", "email", "phone", "company", "website")
WANTS: Final = ("authority", "timeline", "need_category", "languages", "need")
ORIGIN: Final = ("source", "campaign", "partner_campaign", "external_id")
IN_OWN_WORDS: Final = (
    "first_name", "last_name", "country", "region", "city", "postal_code", "latitude", "longitude",
    "products", "industry", "estimated_value", "currency", "budget_amount", "budget_confirmed", "employees",
    "intent_score", "consent", "custom", "marks",
)  # fmt: skip
OTHERS: Final = tuple(name for name in LEAD if name not in {*CONTACT, *WANTS, *ORIGIN, *IN_OWN_WORDS})
"""Fields that have no place of their own on the page; it shows them all the same."""


@dataclass(frozen=True)
class Fact:
    """One line."""

    label: str
    value: str


@dataclass(frozen=True)
class Unread:
    """A field that was left empty: what was sent, and why it could not be read."""

    label: str
    value: str
    why: str
    is_unlisted: bool


def contact_of(lead: Lead) -> list[Fact]:
    """Who they are."""
    name = " ".join(part for part in (lead.first_name, lead.last_name) if part)
    return _given((_("Person"), name), *_fields(lead, CONTACT), (_("Place"), place_of(lead)))


def need_of(lead: Lead) -> list[Fact]:
    """What they want, and how much it is worth."""
    names = catalogue_names()
    return _given(
        (label_of("products"), ", ".join(names.get(slug, slug) for slug in lead.products)),
        (label_of("industry"), names.get(lead.industry, lead.industry)),
        (_("Value"), formats.money(lead.estimated_value, lead.currency)),
        (_("Budget"), budget_of(lead)),
        (label_of("employees"), formats.number(lead.employees) if lead.employees is not None else ""),
        (label_of("intent_score"), f"{lead.intent_score} / 100" if lead.intent_score is not None else ""),
        *_fields(lead, WANTS),
        (label_of("marks"), _marks(lead)),
    )


def origin_of(lead: Lead) -> list[Fact]:
    """Where the lead came from."""
    custom = [(name, str(value)) for name, value in sorted(lead.custom.items())]
    return _given(
        *_fields(lead, ORIGIN), *_fields(lead, OTHERS), (_("Stage"), lead.get_stage_display()), *custom
    )


def unread_of(lead: Lead) -> list[Unread]:
    """What was sent and could not be read. Unknown fields are shown among the custom ones."""
    kept = {name: unread["value"] for name, unread in lead.unread.items() if unread["value"] is not None}
    return [
        Unread(
            label_of(warning.field), raw_text(kept[warning.field]), warning.message, warning.code == "unknown"
        )
        for warning in warnings_of(lead)
        if warning.field in kept
    ]


def label_of(name: str) -> str:
    """What a field of a lead is called; a field that does not exist by its own name."""
    return capfirst(str(LABELS[name])) if name in LABELS else name


def _fields(lead: Lead, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The label and the value of plain fields."""
    for name in names:
        value = getattr(lead, name)
        yield label_of(name), ", ".join(value) if isinstance(value, list) else value


def _marks(lead: Lead) -> str:
    """The vendor's own marks by name; what is not on the list as it was sent."""
    if not lead.marks:
        return ""
    names = dict(LeadMark.objects.filter(slug__in=lead.marks).values_list("slug", "name"))
    return ", ".join(names.get(slug, slug) for slug in lead.marks)


def place_of(lead: Lead) -> str:
    """Postal code, city, region and country."""
    city = " ".join(part for part in (lead.postal_code, lead.city) if part)
    return place_name(lead.country, lead.region, city)


def budget_of(lead: Lead) -> str:
    """The budget, and whether it is confirmed."""
    amount = formats.money(lead.budget_amount, lead.currency)
    if not lead.budget_confirmed:
        return amount
    return _("%(amount)s, confirmed") % {"amount": amount} if amount else _("Confirmed")


def _given(*facts: tuple[str, Any]) -> list[Fact]:
    return [Fact(str(label), str(value)) for label, value in facts if value not in ("", None)]
