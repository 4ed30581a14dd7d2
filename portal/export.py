"""A partner's leads as rows of a sheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from prm.platform.sheets.csv_out import Cell
from prm.platform.tenants.scope import vendor_scope
from routing.models import Offer, WorkStatus

AT_ONCE = 5_000
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


def lead_rows(
    offer_ids: Sequence[UUID], partner_id: UUID, vendor_id: UUID, words: Words
) -> Iterator[Sequence[Cell]]:
    """The header and a row for each lead, in the order given, read some thousand at a time.

    No transaction is open between rows. A lead that the partner has lost since the list was made is left out.
    """
    yield words.titles
    for start in range(0, len(offer_ids), AT_ONCE):
        wanted = offer_ids[start : start + AT_ONCE]
        with vendor_scope(vendor_id):
            mine = Offer.objects.filter(partner_id=partner_id, state__in=("accepted", "closed"))
            found = {
                row[0]: row[1:] for row in mine.filter(id__in=wanted).order_by().values_list("id", *COLUMNS)
            }
        yield from (lead_row(found[each], words) for each in wanted if each in found)


def lead_row(row: Sequence[Any], words: Words) -> list[Cell]:
    """One lead."""
    *contact, industry, products, value, currency, status, outcome = row[:16]
    name, email, accepted_at, update_due_at, next_action, next_action_on = row[16:]
    return [
        *contact,
        words.names.get(industry, industry),
        ", ".join(words.names.get(slug, slug) for slug in products),
        value,
        currency,
        words.statuses.get(status, status),
        words.outcomes.get(outcome, outcome),
        name or email,
        accepted_at,
        update_due_at,
        next_action,
        next_action_on,
    ]
