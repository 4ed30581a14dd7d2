"""Starting a check or an import, and stopping it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.errors import NotPossible
from prm.platform.sheets.locks import lock_import
from prm.platform.sheets.models import AT_WORK, ImportState, SheetImport, SheetRow
from prm.platform.sheets.services.choose_columns import choose_columns

COUNTS = ("added", "updated", "known", "refused", "warned")


@transaction.atomic
def start_import(*, import_id: UUID, is_check: bool) -> SheetImport:
    """Have every row tried in the background: for good, or as a check that stores nothing.

    A stopped import goes on where it stopped. Raises NotFound, InvalidInput where columns are missing, and
    NotPossible where it is done or running.
    """
    sheet = lock_import(import_id)
    if sheet.state in (*AT_WORK, ImportState.DONE):
        raise NotPossible(_("This file is being imported already, or has been."))
    goes_on = sheet.state == ImportState.STOPPED and not is_check
    if not goes_on:
        choose_columns(import_id=import_id, columns=sheet.columns, is_strict=sheet.is_strict)
        SheetRow.objects.filter(sheet_id=import_id).exclude(problems=[]).update(problems=[])
        sheet.next_row = 1
        for name in COUNTS:
            setattr(sheet, name, 0)
    sheet.state = ImportState.CHECKING if is_check else ImportState.RUNNING
    sheet.progress_at, sheet.finished_at = clock.now(), None
    sheet.save()
    return sheet


@transaction.atomic
def stop_import(*, import_id: UUID) -> SheetImport:
    """Take no further row. What has been taken stays. Raises NotFound and NotPossible."""
    sheet = lock_import(import_id)
    if sheet.state not in AT_WORK:
        raise NotPossible(_("This import is not running."))
    is_check = sheet.state == ImportState.CHECKING
    sheet.state = ImportState.COLUMNS if is_check else ImportState.STOPPED
    sheet.finished_at = clock.now()
    sheet.save(update_fields=["state", "finished_at"])
    return sheet


@transaction.atomic
def remove_import(*, import_id: UUID) -> None:
    """Forget a file and its rows. What was taken from it stays. Raises NotFound and NotPossible."""
    sheet = lock_import(import_id)
    if sheet.state in AT_WORK:
        raise NotPossible(_("Stop the import first."))
    sheet.delete()
