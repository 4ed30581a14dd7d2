"""Imports in the background. Safe to run twice and at once: each chunk of rows is one transaction."""

import logging
import time
from datetime import timedelta
from functools import partial
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import translation
from kombu.exceptions import OperationalError

from prm.platform import clock
from prm.platform.sheets.models import SheetImport
from prm.platform.sheets.services.take_rows import take_rows
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id, vendor_scope

logger = logging.getLogger(__name__)
LONGEST_RUN_SECONDS = 120.0
KEPT_FOR = timedelta(days=30)
_FORGOTTEN_AFTER = timedelta(seconds=60)


def run_on_commit(import_id: UUID) -> None:
    """Have the import's rows taken once this transaction has committed. The sweep finds what is lost."""
    transaction.on_commit(partial(_send, str(current_vendor_id()), str(import_id)))


def _send(vendor_id: str, import_id: str) -> None:
    try:
        run_import.delay(vendor_id, import_id)
    except (OperationalError, OSError):
        logger.warning("no broker: the sweep will start import %s", import_id)


@shared_task(name="sheets.run_import")
def run_import(vendor_id: str, import_id: str) -> None:
    """Take an import's rows chunk by chunk; a long one is continued by another task."""
    until = time.monotonic() + LONGEST_RUN_SECONDS
    language = Vendor.objects.values_list("language", flat=True).get(id=vendor_id)
    while time.monotonic() < until:
        with vendor_scope(UUID(vendor_id)), translation.override(language):
            if not take_rows(import_id=UUID(import_id)):
                return
    _send(vendor_id, import_id)


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
            _send(str(vendor_id), str(import_id))
