"""The next rows of an import: tried, counted and marked in one transaction, so that none is taken twice."""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError
from prm.platform.sheets.kinds import Kind, Outcome, Row
from prm.platform.sheets.locks import take_import
from prm.platform.sheets.models import ImportState, SheetImport, SheetRow
from prm.platform.sheets.services.begin_import import known_kind
from prm.platform.sheets.services.choose_columns import OTHER

logger = logging.getLogger(__name__)
CHUNK = 200


@transaction.atomic
def take_rows(*, import_id: UUID) -> bool:
    """Try the next CHUNK rows; whether more are left. Safe under any number of workers and kills.

    A check stores nothing but what is wrong. Rows that were taken are removed; refused ones stay with their
    problems, to be mended and sent again.
    """
    sheet = take_import(import_id)
    if sheet is None or sheet.state not in (ImportState.CHECKING, ImportState.RUNNING):
        return False
    rows = list(SheetRow.objects.filter(sheet_id=sheet.id, number__gte=sheet.next_row)[:CHUNK])
    is_check = sheet.state == ImportState.CHECKING
    if rows:
        outcomes = _tried(sheet, rows, is_check=is_check)
        _mark(rows, outcomes, is_check=is_check)
        _count(sheet, outcomes)
        sheet.next_row = rows[-1].number + 1
    sheet.progress_at = clock.now()
    is_over = len(rows) < CHUNK
    if is_over:
        sheet.state = ImportState.CHECKED if is_check else ImportState.DONE
        sheet.next_row, sheet.finished_at = sheet.total_rows + 1, clock.now()
    sheet.save()
    return not is_over


def row_values(columns: Sequence[str], cells: Sequence[str], header: Sequence[str]) -> Row:
    """A row by the names of its fields; empty cells are left out."""
    values: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=True):
        if not name or not cell.strip():
            continue
        if name.startswith(OTHER):
            values.setdefault("custom", {})[name.removeprefix(OTHER)] = cell
        else:
            values[name] = cell
    return values


def _tried(sheet: SheetImport, rows: Sequence[SheetRow], *, is_check: bool) -> Sequence[Outcome]:
    kind = known_kind(sheet.kind)
    values = [row_values(sheet.columns, row.cells, sheet.header) for row in rows]
    actor = Actor(sheet.actor_kind, sheet.actor_id)  # type: ignore[arg-type]
    with transaction.atomic():
        outcomes = _taken(kind, values, actor, is_strict=sheet.is_strict)
        transaction.set_rollback(is_check)
    return outcomes


def _taken(kind: Kind, values: Sequence[Row], actor: Actor, *, is_strict: bool) -> Sequence[Outcome]:
    """The chunk at once; one by one where the database refuses it, so that only the row at fault stays."""
    try:
        with transaction.atomic():
            return kind.take(values, actor, is_strict)
    except DatabaseError:
        if len(values) == 1:
            logger.exception("a row of an import could not be stored")
            return [Outcome("refused", [FieldError("", "not_stored", _("This row could not be stored."))])]
    return [one for row in values for one in _taken(kind, [row], actor, is_strict=is_strict)]


def _mark(rows: Sequence[SheetRow], outcomes: Sequence[Outcome], *, is_check: bool) -> None:
    for row, outcome in zip(rows, outcomes, strict=True):
        row.problems = [_as_json(error) for error in (*outcome.errors, *outcome.warnings)]
    kept = [row for row, one in zip(rows, outcomes, strict=True) if is_check or one.became == "refused"]
    SheetRow.objects.bulk_update([row for row in kept if row.problems], ["problems"])
    gone = {row.id for row in rows} - {row.id for row in kept}
    if gone:
        SheetRow.objects.filter(id__in=gone).delete()


def _as_json(error: FieldError) -> dict[str, str]:
    return {"field": error.field, "code": error.code, "message": error.message}


def _count(sheet: SheetImport, outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        setattr(sheet, outcome.became, getattr(sheet, outcome.became) + 1)
        sheet.warned += bool(outcome.warnings)
