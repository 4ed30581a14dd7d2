"""Checking a vendor's chain, and keeping what was found."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from prm.platform import clock
from prm.platform.ledger.models import ChainCheck
from prm.platform.ledger.verify import verify_vendor
from prm.platform.tenants.scope import vendor_scope

KEPT: Final = timedelta(days=400)


def check_chain(*, vendor_id: UUID) -> ChainCheck:
    """Verify the whole chain against itself and against the head that the last check saw.

    So a chain that was cut off or written anew since then is found, too. Reads all rows; stores one.
    """
    with vendor_scope(vendor_id):
        before = ChainCheck.objects.filter(trouble="").first()
    head = before.head if before and before.seals else None
    verdict = verify_vendor(vendor_id=vendor_id, head=head)
    with vendor_scope(vendor_id):
        ChainCheck.objects.filter(checked_at__lt=clock.now() - KEPT).delete()
        return ChainCheck.objects.create(
            checked_at=clock.now(),
            seals=verdict.seals,
            rows=verdict.rows,
            head=verdict.head,
            trouble=verdict.trouble or "",
        )


def last_check() -> ChainCheck | None:
    """The newest check of the vendor in scope."""
    return ChainCheck.objects.first()
