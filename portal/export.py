"""Leads as CSV that a spreadsheet can open without being told to calculate anything."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from prm.platform.tenants.scope import vendor_scope
from routing.models import Offer, WorkStatus

AT_ONCE = 5_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
COLUMNS = (
    *("lead__company", "lead__first_name", "lead__last_name", "lead__job_title", "lead__email"),
    *("lead__phone", "lead__website", "lead__country", "lead__region", "lead__city"),
    *("lead__industry", "lead__products", "lead__estimated_value", "lead__currency"),
    *("work_status", "outcome", "assignee__user__full_name", "assignee__user__email"),
    *("accepted_at", "update_due_at", "next_action", "next_action_on"),
)


def titles() -> list[str]:
    """The header in the viewer's language."""
    return [
        _("Company"), _("First name"), _("Last name"), _("Job title"), _("E-mail"), _("Phone"), _("Website"),
        _("Country"), _("Region"), _("City"), _("Industry"), _("Products"), _("Value"), _("Currency"),
        _("Status"), _("Outcome"), _("In charge"), _("Accepted"), _("Update due"), _("Next action"), _("On"),
    ]  # fmt: skip


def outcomes() -> dict[str, str]:
    """How a lead can end, in the viewer's language."""
    return {"won": _("Won"), "lost": _("Lost")}


@dataclass(frozen=True)
class Words:
    """What stands for codes, in the viewer's language: found out before the first line goes out."""

    names: Mapping[str, str]
    titles: Sequence[str] = field(default_factory=titles)
    outcomes: Mapping[str, str] = field(default_factory=outcomes)
    statuses: Mapping[str, str] = field(
        default_factory=lambda: {value: str(label) for value, label in WorkStatus.choices}
    )


def csv_parts(offer_ids: Sequence[UUID], partner_id: UUID, vendor_id: UUID, words: Words) -> Iterator[str]:
    """The file in parts, some thousand leads each, in the order given; no transaction is open between them.

    Begins with a byte order mark, without which Excel guesses wrong. A lead that the partner has lost since
    the list was made is left out.
    """
    yield "\ufeff" + as_csv([words.titles])
    for start in range(0, len(offer_ids), AT_ONCE):
        wanted = offer_ids[start : start + AT_ONCE]
        with vendor_scope(vendor_id):
            mine = Offer.objects.filter(partner_id=partner_id, state__in=("accepted", "closed"))
            found = {
                row[0]: row[1:] for row in mine.filter(id__in=wanted).order_by().values_list("id", *COLUMNS)
            }
        yield as_csv(line(found[each], words) for each in wanted if each in found)


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """Lines of CSV, quoted where need be."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def line(row: Sequence[Any], words: Words) -> list[str]:
    """One lead. Instants in ISO 8601, UTC."""
    *contact, industry, products, value, currency, status, outcome = row[:16]
    name, email, accepted_at, update_due_at, next_action, next_action_on = row[16:]
    cells = [
        *contact,
        words.names.get(industry, industry),
        ", ".join(words.names.get(slug, slug) for slug in products),
        value,
        currency,
        words.statuses.get(status, status),
        words.outcomes.get(outcome, outcome),
        name or email,
        iso(accepted_at),
        iso(update_due_at),
        next_action,
        next_action_on,
    ]
    return [plain(cell) for cell in cells]


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
