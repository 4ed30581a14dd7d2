"""The API's housekeeping."""

from celery import shared_task

from prm.platform import clock
from prm.platform.api.idempotency import KEPT_FOR
from prm.platform.api.models import IdempotentAnswer
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope


@shared_task(name="api.sweep_kept_answers")
def sweep_kept_answers() -> None:
    """Forget answers that were kept for longer than KEPT_FOR: they hold what the requests held."""
    before = clock.now() - KEPT_FOR
    for vendor_id in list(Vendor.objects.values_list("id", flat=True)):
        with vendor_scope(vendor_id):
            IdempotentAnswer.objects.filter(created_at__lt=before).delete()
