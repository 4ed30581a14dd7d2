"""The way back for a partner that missed its windows, or was paused by hand."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from partners.events.programme import PartnerResumed
from partners.models import Partner, PartnerStatus
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.tell import tell
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.wake import wake_vendor


def unpause_partner(*, partner_id: UUID, actor: Actor) -> Partner:
    """The partner receives leads again, with a clean slate: no debt, no claim, no missed windows.

    Compare and set, so that of two people one is told. Raises NotFound, or NotPossible (`not_paused`).
    """
    paused = Partner.objects.filter(
        Q(paused_at__isnull=False) | Q(status=PartnerStatus.PAUSED), id=partner_id
    )
    now = clock.now()
    changed = paused.update(paused_at=None, missed_windows=0, updated_at=now)
    partner = Partner.objects.filter(id=partner_id).first()
    if partner is None:
        raise NotFound(gettext("There is no such partner."))
    if not changed:
        raise NotPossible(gettext("This partner is not paused."), code="not_paused")
    if partner.status == PartnerStatus.PAUSED:
        partner.status = PartnerStatus.ACTIVE
        partner.save(update_fields=["status"])
    tell([PartnerResumed(partner=partner, at=now, actor=actor)])
    wake_vendor(current_vendor_id())
    return partner
