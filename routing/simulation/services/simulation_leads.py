"""Leads for simulations: the vendor's own of some months, or given ones that are never stored as leads."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from leads.intake.normalise import read_lead
from leads.models import Lead, LeadState
from leads.selectors.catalogue import lists
from leads.selectors.qualification import qualification
from leads.services.lead_rows import new_row
from prm.platform.errors import FieldError, InvalidInput
from routing.batches.selectors.lead_facts import facts_of_lead, fields_asked_for
from routing.batches.selectors.lead_surroundings import surroundings_of
from routing.batches.selectors.routing_inputs import RoutingInputs
from routing.engine import LeadFacts, Version

CHUNK: Final = 2_000
MOST_STORED: Final = 200_000
MOST_GIVEN: Final = 20_000
MOST_ERRORS: Final = 100
SPREAD_OVER: Final = timedelta(days=90)
LIST_COLUMNS: Final = ("products", "languages")
WHO: Final = ("email", "phone", "company", "website", "last_name", "first_name", "external_id")
UNREAD: Final = ("first_name", "last_name", "email", "phone", "company", "website", "need")


def stored_leads(since: datetime, until: datetime) -> QuerySet[Lead]:
    """Leads that came in between, but for duplicates and erased ones; oldest first."""
    rows = Lead.objects.filter(received_at__gte=since, received_at__lt=until)
    kept = rows.exclude(state__in=(LeadState.DUPLICATE, LeadState.ERASED))
    return kept.order_by("received_at", "id")


def stored_facts(
    since: datetime, until: datetime, versions: Sequence[Version], inputs: RoutingInputs, now: datetime
) -> Iterator[LeadFacts]:
    """Facts of stored leads as if each had just come in: offered to nobody, its account worked by nobody.

    Deals that are protected today are respected.
    """
    rows = stored_leads(since, until).defer(*UNREAD).iterator(chunk_size=CHUNK)
    asked = frozenset().union(*(fields_asked_for(version) for version in versions))
    while chunk := list(islice(rows, CHUNK)):
        around = surroundings_of(chunk, now, is_fresh=True)
        for lead in chunk:
            yield replace(facts_of_lead(lead, around, inputs, asked), offers_made=0)


def given_facts(
    rows: Sequence[object], versions: Sequence[Version], inputs: RoutingInputs, now: datetime
) -> list[LeadFacts]:
    """Facts of given leads, checked like posted ones; `received_at` may be given besides.

    Leads without it are spread evenly over the 90 days up to now. Raises InvalidInput naming each
    wrong field as `leads.<row>.<field>`.
    """
    if not rows:
        raise InvalidInput([FieldError("leads", "required", gettext("Give at least one lead."))])
    if len(rows) > MOST_GIVEN:
        words = gettext("Give at most %(most)s leads.") % {"most": MOST_GIVEN}
        raise InvalidInput([FieldError("leads", "too_many", words)])
    leads, errors = _checked(rows, now)
    if errors:
        raise InvalidInput(errors[:MOST_ERRORS])
    asked = frozenset().union(*(fields_asked_for(version) for version in versions))
    around = surroundings_of(leads, now, is_fresh=True)
    facts = (facts_of_lead(lead, around, inputs, asked) for lead in leads)
    return [replace(each, id=f"row-{number:06}") for number, each in enumerate(facts, start=1)]


def rows_of_csv(text: str) -> list[dict[str, Any]]:
    """The leads of a CSV file whose first line names lead fields; several products are parted by `;`.

    Raises InvalidInput.
    """
    header = text[:10_000].partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        rows = list(islice(reader, MOST_GIVEN + 1))
    except csv.Error as error:
        raise InvalidInput([FieldError("csv", "malformed", str(error))]) from error
    if any(None in row for row in rows):
        raise InvalidInput([FieldError("csv", "malformed", gettext("A line has more cells than the first."))])
    return [_cells(row) for row in rows]


def _cells(row: Mapping[str, str | None]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, cell in row.items():
        text = (cell or "").strip()
        if not text:
            continue
        column = name.strip().lower()
        if column.startswith("custom."):
            found.setdefault("custom", {})[column.removeprefix("custom.")] = text
        elif column in LIST_COLUMNS:
            found[column] = [part.strip() for part in text.replace("|", ";").split(";") if part.strip()]
        else:
            found[column] = text
    return found


def _checked(rows: Sequence[object], now: datetime) -> tuple[list[Lead], list[FieldError]]:
    known, by, leads, errors = lists(), qualification(), [], []
    step = SPREAD_OVER / len(rows)
    for number, row in enumerate(rows):
        given = dict(row) if isinstance(row, Mapping) else row
        stated = given.pop("received_at", None) if isinstance(given, dict) else None
        try:
            received_at = now - SPREAD_OVER + step * number if stated is None else _instant(stated)
            reading = read_lead(_named(given, number), known)
            reading.require(strict=True)
            leads.append(new_row(reading, received_at=received_at, by=by))
        except InvalidInput as invalid:
            errors += [
                FieldError(f"leads.{number}.{e.field}".rstrip("."), e.code, e.message) for e in invalid.errors
            ]
    return leads, errors


def _named(row: object, number: int) -> object:
    """A lead on trial need not say who it is."""
    if isinstance(row, dict) and not any(row.get(name) for name in WHO):
        return {**row, "external_id": f"row-{number + 1}"}
    return row


def _instant(stated: object) -> datetime:
    try:
        found = parse_datetime(stated) if isinstance(stated, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = gettext("Send a date and time with a time zone, such as 2026-03-01T09:30:00Z.")
        raise InvalidInput([FieldError("received_at", "invalid", message)])
    return found
