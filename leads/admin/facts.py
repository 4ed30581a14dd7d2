"""A lead's facts as one reads them: label and value, what is missing left out."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from leads.models import Lead


@dataclass(frozen=True)
class Fact:
    """One line."""

    label: str
    value: str


def contact_of(lead: Lead) -> list[Fact]:
    """Who they are."""
    name = " ".join(part for part in (lead.first_name, lead.last_name) if part)
    return _given(
        (_("Person"), name),
        (_("Job title"), lead.job_title),
        (_("E-mail"), lead.email),
        (_("Phone"), lead.phone),
        (_("Company"), lead.company),
        (_("Website"), lead.website),
        (_("Place"), place_of(lead)),
    )


def need_of(lead: Lead) -> list[Fact]:
    """What they want, and how much it is worth."""
    return _given(
        (_("Products"), ", ".join(lead.products)),
        (_("Industry"), lead.industry),
        (_("Value"), money(lead.estimated_value, lead.currency)),
        (_("Budget"), budget_of(lead)),
        (_("Employees"), number_format(lead.employees) if lead.employees is not None else ""),
        (_("Intent"), f"{lead.intent_score} / 100" if lead.intent_score is not None else ""),
        (_("Authority"), lead.authority),
        (_("Timeline"), lead.timeline),
        (_("Kind of need"), lead.need_category),
        (_("Languages"), ", ".join(lead.languages)),
        (_("Need"), lead.need),
    )


def origin_of(lead: Lead) -> list[Fact]:
    """Where the lead came from."""
    custom = [(name, str(value)) for name, value in sorted(lead.custom.items())]
    return _given(
        (_("Source"), lead.source),
        (_("Campaign"), lead.campaign),
        (_("Partner campaign"), lead.partner_campaign),
        (_("External ID"), lead.external_id),
        (_("Stage"), lead.get_stage_display()),
        *custom,
    )


def place_of(lead: Lead) -> str:
    """City, postal code, region or country."""
    return ", ".join(part for part in (lead.city, lead.postal_code, lead.region or lead.country) if part)


def budget_of(lead: Lead) -> str:
    """The budget, and whether it is confirmed."""
    amount = money(lead.budget_amount, lead.currency)
    if not lead.budget_confirmed:
        return amount
    return _("%(amount)s, confirmed") % {"amount": amount} if amount else _("Confirmed")


def money(amount: Any, currency: str) -> str:
    """An amount with its currency, without cents."""
    return (
        f"{number_format(amount, 0, use_l10n=True, force_grouping=True)} {currency}".strip()
        if amount is not None
        else ""
    )


def _given(*facts: tuple[str, Any]) -> list[Fact]:
    return [Fact(str(label), str(value)) for label, value in facts if value not in ("", None)]
