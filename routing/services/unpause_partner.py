"""The way back for a partner that missed its windows."""

from uuid import UUID

from django.utils.translation import gettext

from partners.models import Partner
from prm import clock
from prm.actors import Actor
from prm.errors import NotPossible
from prm.outbox.announce import Announcement, announce
from prm.tenants.scope import current_vendor_id
from prm.wake import wake_routing
from routing.locks import lock_partner


def unpause_partner(*, partner_id: UUID, actor: Actor) -> Partner:
    """The partner receives leads again, with a clean slate: no debt, no claim, no missed windows.

    Raises NotFound, or NotPossible (`not_paused`).
    """
    partner, now = lock_partner(partner_id), clock.now()
    if partner.paused_at is None:
        raise NotPossible(gettext("This partner is not paused for missed windows."), code="not_paused")
    partner.paused_at, partner.missed_windows, partner.updated_at = None, 0, now
    partner.save(update_fields=["paused_at", "missed_windows", "updated_at"])
    payload = {"partner": str(partner.id), "by": actor.kind}
    announce(
        [
            Announcement(
                event="partner.resumed",
                key=f"partner.resumed:{partner.id}:{now.isoformat()}",
                partner_ids=(partner.id,),
                payload=payload,
                partner_payload=payload,
                at=now,
            )
        ]
    )
    wake_routing(current_vendor_id())
    return partner
