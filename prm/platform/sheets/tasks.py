"""Imports and exports in the background. Safe to run twice and at once.

Each chunk of an import's rows, and each piece of an export's file, is one transaction.
"""

import time
from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.utils import translation

from prm.platform import clock
from prm.platform.hand_over import send_now, send_on_commit
from prm.platform.sheets.models import ExportState, SheetExport, SheetImport
from prm.platform.sheets.services.make_export import make_export
from prm.platform.sheets.services.take_rows import take_rows
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id, vendor_scope

RUN = "sheets.run_import"
EXPORT = "sheets.make_export"
LONGEST_RUN_SECONDS = 120.0
KEPT_FOR = timedelta(days=30)
EXPORT_KEPT_FOR = timedelta(days=7)
_FORGOTTEN_AFTER = timedelta(seconds=60)


def run_on_commit(import_id: UUID) -> None:
    """Have the import's rows taken once this transaction has committed. The sweep finds what is lost."""
    send_on_commit(RUN, str(current_vendor_id()), str(import_id))


@shared_task(name=RUN)
def run_import(vendor_id: str, import_id: str) -> None:
    """Take an import's rows chunk by chunk; a long one is continued by another task."""
    until = time.monotonic() + LONGEST_RUN_SECONDS
    language = Vendor.objects.values_list("language", flat=True).get(id=vendor_id)
    while time.monotonic() < until:
        with vendor_scope(UUID(vendor_id)), translation.override(language):
            if not take_rows(import_id=UUID(import_id)):
                return
    send_now(RUN, vendor_id, import_id)


@shared_task(name="sheets.sweep_imports")
def sweep_imports() -> None:
    """Go on with imports that a lost message or a killed worker left, and forget old rows."""
    now = clock.now()
    for vendor_id in list(Vendor.objects.filter(is_active=True).values_list("id", flat=True)):
        with vendor_scope(vendor_id):
            at_work = SheetImport.objects.filter(state__in=("checking", "running"))
            left = list(at_work.filter(progress_at__lt=now - _FORGOTTEN_AFTER).values_list("id", flat=True))
            SheetImport.objects.filter(created_at__lt=now - KEPT_FOR).exclude(
                state__in=("checking", "running")
            ).delete()
        for import_id in left:
            send_now(RUN, str(vendor_id), str(import_id))


def make_on_commit(export_id: UUID) -> None:
    """Have the file made once this transaction has committed. The sweep finds what is lost."""
    send_on_commit(EXPORT, str(current_vendor_id()), str(export_id))


@shared_task(name=EXPORT)
def run_export(vendor_id: str, export_id: str) -> None:
    """Make one file."""
    make_export(vendor_id=UUID(vendor_id), export_id=UUID(export_id))


@shared_task(name="sheets.sweep_exports")
def sweep_exports() -> None:
    """Begin anew what a lost message or a killed worker left, and drop old files."""
    now = clock.now()
    for vendor_id in list(Vendor.objects.filter(is_active=True).values_list("id", flat=True)):
        with vendor_scope(vendor_id):
            SheetExport.objects.filter(created_at__lt=now - EXPORT_KEPT_FOR).delete()
            at_work = SheetExport.objects.filter(state__in=(ExportState.WAITING, ExportState.RUNNING))
            left = list(at_work.filter(progress_at__lt=now - _FORGOTTEN_AFTER).values_list("id", flat=True))
        for export_id in left:
            send_now(EXPORT, str(vendor_id), str(export_id))
