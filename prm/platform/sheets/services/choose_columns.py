"""Which field each column of a file fills."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.sheets.kinds import Kind
from prm.platform.sheets.locks import lock_import
from prm.platform.sheets.models import AT_WORK, ImportState, SheetImport
from prm.platform.sheets.services.begin_import import known_kind

OTHER = "custom:"


@transaction.atomic
def choose_columns(*, import_id: UUID, columns: Sequence[str], is_strict: bool = False) -> SheetImport:
    """Set the field of every column of the header, in its order.

    "" leaves a column out; "custom:Name" keeps it under that name, where the kind keeps other columns.
    Raises InvalidInput naming the column, NotFound, and NotPossible once the import has begun.
    """
    sheet = lock_import(import_id)
    if sheet.state in (*AT_WORK, ImportState.DONE):
        raise NotPossible(_("This import has begun; upload the file again to choose other columns."))
    errors = _errors(sheet, columns, known_kind(sheet.kind))
    if errors:
        raise InvalidInput(errors)
    sheet.columns, sheet.is_strict, sheet.state = list(columns), is_strict, ImportState.COLUMNS
    sheet.save(update_fields=["columns", "is_strict", "state"])
    return sheet


def columns_by_name(sheet: SheetImport, chosen: Mapping[str, str]) -> list[str]:
    """The columns of `choose_columns` from {column's name: field}; columns not named are left out.

    Raises InvalidInput for a name that is no column of the file.
    """
    unknown = [name for name in chosen if name not in sheet.header]
    if unknown:
        message = _("The file has no column “%(name)s”.")
        raise InvalidInput([FieldError("columns", "unknown", message % {"name": n[:60]}) for n in unknown])
    return [chosen.get(name, "") for name in sheet.header]


def _errors(sheet: SheetImport, columns: Sequence[str], kind: Kind) -> list[FieldError]:
    if len(columns) != len(sheet.header):
        return [FieldError("columns", "invalid", _("Choose a field for each column."))]
    known = {column.name for column in kind.columns()}
    errors = [
        FieldError("columns", "unknown", _("There is no field “%(name)s”.") % {"name": name[:60]})
        for name in columns
        if name and name not in known and not (kind.keeps_other_columns and _is_other(name))
    ]
    twice = [name for name, count in Counter(filter(None, columns)).items() if count > 1]
    errors += [
        FieldError("columns", "duplicate", _("Two columns fill “%(name)s”; choose one.") % {"name": name})
        for name in twice
    ]
    missing = [one for one in kind.columns() if one.is_required and one.name not in columns]
    errors += [
        FieldError("columns", "required", _("Choose the column that holds “%(name)s”.") % {"name": one.label})
        for one in missing
    ]
    if not any(columns):
        errors.append(FieldError("columns", "required", _("Choose at least one column.")))
    return errors


def _is_other(name: str) -> bool:
    return name.startswith(OTHER) and 0 < len(name.removeprefix(OTHER)) <= 200
