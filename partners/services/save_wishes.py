"""A partner says what it would like."""

from uuid import UUID

from django.db import transaction

from partners.locks import lock_partner
from partners.models import PartnerWishes
from prm.platform import clock
from prm.platform.actors import Actor


@transaction.atomic
def save_wishes(
    *, partner_id: UUID, actor: Actor, volume: str = "", service: str = "", segments: str = ""
) -> PartnerWishes:
    """Keep these wishes in place of the earlier ones. Locks the partner; raises NotFound."""
    lock_partner(partner_id)
    given = {"volume": volume, "service": service, "segments": segments.strip()}
    wished = {"wished_at": clock.now(), "wished_by_id": actor.user_id}
    wishes, _is_new = PartnerWishes.objects.update_or_create(partner_id=partner_id, defaults=given | wished)
    return wishes
