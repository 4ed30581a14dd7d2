"""A file arrives: its rows are kept, and its columns guessed."""

import hashlib
from itertools import islice
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.ids import new_id
from prm.platform.sheets.guess import guess_columns
from prm.platform.sheets.kinds import Kind, kind_named
from prm.platform.sheets.models import SheetImport, SheetRow
from prm.platform.sheets.read import read_sheet
from prm.platform.sheets.unreadable import unreadable
from prm.platform.tenants.rows import insert_values

LARGEST_BYTES = 100 * 1024 * 1024
_ROWS_AT_ONCE = 1_000


@transaction.atomic
def begin_import(*, kind: str, name: str, file: IO[bytes], actor: Actor) -> SheetImport:
    """Keep a CSV or XLSX file's rows, ready for `choose_columns` and `start_import`.

    Memory does not grow with the file. Raises InvalidInput where it cannot be read, is empty or too large.
    """
    found = known_kind(kind)
    digest, size = _measured(file)
    if size > LARGEST_BYTES:
        message = _("A file may have at most 100 MB. Split it.")
        raise unreadable(message, "too_large")
    header, lines = read_sheet(file)
    sheet = SheetImport.objects.create(
        kind=found.name,
        name=name.replace("\\", "/").rpartition("/")[2][-200:] or _("File"),
        digest=digest,
        header=header,
        columns=guess_columns(header, found.columns()),
        actor_kind=actor.kind,
        actor_id=actor.id,
        created_at=clock.now(),
    )
    numbered = enumerate(lines, 1)
    while chunk := [
        (new_id(), sheet.id, number, line.line, line.cells)
        for number, line in islice(numbered, _ROWS_AT_ONCE)
    ]:
        insert_values(SheetRow, ("id", "sheet_id", "number", "line", "cells"), chunk)
        sheet.total_rows = chunk[-1][2]
    if not sheet.total_rows:
        raise unreadable(_("The file has a header and no rows."), "empty")
    sheet.save(update_fields=["total_rows"])
    return sheet


def known_kind(name: str) -> Kind:
    """The kind with this name; raises InvalidInput."""
    found = kind_named(name)
    if found is None:
        raise InvalidInput([FieldError("kind", "unknown", _("Nothing of this kind can be imported."))])
    return found


def _measured(file: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while block := file.read(1024 * 1024):
        digest.update(block)
        size += len(block)
    file.seek(0)
    return digest.hexdigest(), size
