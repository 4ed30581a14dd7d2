"""What `manage.py import_leads` and `import_partners` share."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from prm.platform.actors import SYSTEM
from prm.platform.errors import ProductError
from prm.platform.sheets.csv_out import csv_lines
from prm.platform.sheets.dialect import dialect_of
from prm.platform.sheets.models import ImportState, SheetImport
from prm.platform.sheets.preview import find_import, mending_sheet, problem_words, rows_with_problems
from prm.platform.sheets.services.begin_import import begin_import
from prm.platform.sheets.services.choose_columns import choose_columns
from prm.platform.sheets.services.start_import import start_import
from prm.platform.sheets.services.take_rows import take_rows
from prm.platform.sheets.xlsx_out import workbook_parts
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope

SHOWN = 20


class ImportCommand(BaseCommand):
    """Imports a CSV or XLSX file for one vendor, in this process, and shows how far it is."""

    kind: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV or XLSX file with a header")
        parser.add_argument("--vendor", required=True, help="the vendor's slug")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="what a column holds, where it is not guessed; COLUMN= leaves it out",
        )
        parser.add_argument("--dry-run", action="store_true", help="try every row and store nothing")
        parser.add_argument("--strict", action="store_true", help="refuse a row for one unreadable value")
        parser.add_argument("--refused", type=Path, help="write the refused rows to this CSV or XLSX file")

    def handle(self, *args: Any, **options: Any) -> None:
        vendor = Vendor.objects.filter(slug=options["vendor"]).first()
        if vendor is None:
            raise CommandError(f"There is no vendor {options['vendor']}.")
        try:
            sheet = self._begun(vendor, options)
        except ProductError as refused:
            raise CommandError(refused.message) from refused
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        self._run(vendor, sheet)
        with vendor_scope(vendor.id):
            self._tell(find_import(sheet.id), options)

    def _begun(self, vendor: Vendor, options: dict[str, Any]) -> SheetImport:
        with vendor_scope(vendor.id), options["file"].open("rb") as file:
            sheet = begin_import(kind=self.kind, name=options["file"].name, file=file, actor=SYSTEM)
            columns = dict(zip(sheet.header, sheet.columns, strict=True)) | _chosen(sheet, options["column"])
            choose_columns(import_id=sheet.id, columns=list(columns.values()), is_strict=options["strict"])
            for name, field in columns.items():
                self.stdout.write(f"  {name}: {field or 'left out'}")
            return start_import(import_id=sheet.id, is_check=options["dry_run"])

    def _run(self, vendor: Vendor, sheet: SheetImport) -> None:
        is_more = True
        while is_more:
            with vendor_scope(vendor.id):
                is_more = take_rows(import_id=sheet.id)
                done = find_import(sheet.id).done_rows
            if sys.stderr.isatty():
                self.stderr.write(_bar(done, sheet.total_rows), ending="\r")
        if sys.stderr.isatty():
            self.stderr.write("")

    def _tell(self, sheet: SheetImport, options: dict[str, Any]) -> None:
        verb = "could be imported" if sheet.state == ImportState.CHECKED else "imported"
        self.stdout.write(
            f"{sheet.imported} of {sheet.total_rows} rows {verb}: "
            f"{sheet.added} added, {sheet.updated} changed,"
            f" {sheet.known} already there; {sheet.refused} refused, {sheet.warned} with warnings"
        )
        for row in rows_with_problems(sheet)[:SHOWN]:
            self.stdout.write(f"  row {row.line}: {'; '.join(problem_words(sheet, row))}")
        if options["refused"] and sheet.refused:
            _write(options["refused"], sheet)


def _chosen(sheet: SheetImport, pairs: list[str]) -> dict[str, str]:
    chosen = dict(pair.partition("=")[::2] for pair in pairs)
    unknown = [name for name in chosen if name not in sheet.header]
    if unknown:
        raise CommandError(f"The file has no column {unknown[0]!r}; it has {', '.join(sheet.header)}.")
    return chosen


def _write(path: Path, sheet: SheetImport) -> None:
    rows = mending_sheet(sheet)
    if path.suffix.lower() == ".xlsx":
        path.write_bytes(b"".join(workbook_parts(rows)))
    else:
        lines = csv_lines(rows, dialect_of(sheet.vendor.language))
        path.write_text("".join(lines), encoding="utf-8", newline="")


def _bar(done: int, total: int) -> str:
    filled = 30 * done // max(total, 1)
    return f"[{'#' * filled}{'.' * (30 - filled)}] {done:,} of {total:,} rows"
