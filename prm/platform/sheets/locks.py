"""The rows an import locks."""

from uuid import UUID

from django.utils.translation import gettext as _

from prm.platform.errors import NotFound
from prm.platform.sheets.models import SheetImport


def lock_import(import_id: UUID) -> SheetImport:
    """The import, locked until the transaction ends. Raises NotFound."""
    found = SheetImport.objects.select_for_update().filter(id=import_id).first()
    if found is None:
        raise NotFound(_("There is no such import."))
    return found


def take_import(import_id: UUID) -> SheetImport | None:
    """The import, locked; None where it is gone or another worker has it."""
    return SheetImport.objects.select_for_update(skip_locked=True).filter(id=import_id).first()
