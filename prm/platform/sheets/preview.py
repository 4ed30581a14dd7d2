"""What a person reads of an import: its first rows, and what is wrong with those refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from prm.platform.errors import NotFound
from prm.platform.sheets.models import SheetImport, SheetRow

FIRST_ROWS = 10


@dataclass(frozen=True)
class PreviewColumn:
    """A column of the file: its name, the field chosen, and its cells in the first rows."""

    place: int
    name: str
    field: str
    cells: list[str]


def find_import(import_id: UUID) -> SheetImport:
    """The import. Raises NotFound."""
    found = SheetImport.objects.filter(id=import_id).first()
    if found is None:
        raise NotFound(_("There is no such import."))
    return found


def preview(sheet: SheetImport) -> list[PreviewColumn]:
    """Each column with its cells in the first ten rows."""
    rows = list(SheetRow.objects.filter(sheet_id=sheet.id)[:FIRST_ROWS])
    return [
        PreviewColumn(place, name, sheet.columns[place], [row.cells[place] for row in rows])
        for place, name in enumerate(sheet.header)
    ]


def rows_with_problems(sheet: SheetImport) -> QuerySet[SheetRow]:
    """Rows that have been tried and have something wrong or noteworthy, in their order."""
    return SheetRow.objects.filter(sheet_id=sheet.id, number__lt=sheet.next_row).exclude(problems=[])


def problem_words(sheet: SheetImport, row: SheetRow) -> list[str]:
    """What is wrong with a row, each with the column's name where it has one."""
    names = dict(zip(sheet.columns, sheet.header, strict=True))
    return [
        f"{names[field]}: {problem['message']}" if field in names else problem["message"]
        for problem in row.problems
        for field in [problem["field"].split(".")[0]]
    ]


def mending_sheet(sheet: SheetImport) -> Iterator[list[str]]:
    """The refused rows as they came, with a last column that says what to mend: to correct and send again."""
    yield [*sheet.header, _("Rows to fix")]
    for row in rows_with_problems(sheet).iterator(chunk_size=500):
        yield [*row.cells, "; ".join(problem_words(sheet, row))]


def earlier_imports(sheet: SheetImport) -> list[SheetImport]:
    """Imports of the very same file that have taken rows."""
    same = SheetImport.objects.filter(kind=sheet.kind, digest=sheet.digest).exclude(id=sheet.id)
    return list(same.filter(state__in=("running", "done", "stopped"))[:3])


def rows_waiting(sheet_ids: list[UUID]) -> dict[UUID, int]:
    """How many rows each import still keeps."""
    counted = SheetRow.objects.filter(sheet_id__in=sheet_ids).values("sheet_id").annotate(n=Count("id"))
    return {row["sheet_id"]: row["n"] for row in counted.order_by()}
