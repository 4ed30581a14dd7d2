"""Leads as CSV that a spreadsheet can open without being told to calculate anything."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from routing.models import Offer

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Line:
    """A file for `csv.writer` that hands back what is written."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def csv_lines(offers: Iterable[Offer], names: Mapping[str, str]) -> Iterator[str]:
    """A header, then a line a lead. Starts with a byte order mark, without which Excel guesses wrong."""
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow([str(title) for title in titles()])
    for offer in offers:
        yield writer.writerow([plain(value) for value in row(offer, names)])


def titles() -> list[str]:
    """The header in the viewer's language."""
    return [
        _("Company"), _("First name"), _("Last name"), _("Job title"), _("E-mail"), _("Phone"), _("Website"),
        _("Country"), _("Region"), _("City"), _("Industry"), _("Products"), _("Value"), _("Currency"),
        _("Status"), _("Outcome"), _("In charge"), _("Accepted"), _("Update due"), _("Next action"), _("On"),
    ]  # fmt: skip


def row(offer: Offer, names: Mapping[str, str]) -> list[Any]:
    """One lead. Instants in ISO 8601, UTC."""
    lead = offer.lead
    return [
        lead.company, lead.first_name, lead.last_name, lead.job_title, lead.email, lead.phone, lead.website,
        lead.country, lead.region, lead.city, names.get(lead.industry, lead.industry),
        ", ".join(names.get(slug, slug) for slug in lead.products), lead.estimated_value, lead.currency,
        offer.get_work_status_display(), offer.get_outcome_display(),
        offer.assignee.user if offer.assignee else "", iso(offer.accepted_at), iso(offer.update_due_at),
        offer.next_action, offer.next_action_on or "",
    ]  # fmt: skip


def iso(instant: Any) -> str:
    """An instant to the second."""
    return instant.isoformat(timespec="seconds") if instant else ""


def plain(value: Any) -> str:
    """Text that no spreadsheet takes for a formula (OWASP: an apostrophe before what could start one)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not is_number(text) else text


def is_number(text: str) -> bool:
    """Whether the text is a plain, possibly negative, number, which is safe as it is."""
    try:
        float(text)
    except ValueError:
        return False
    return text.strip() == text
