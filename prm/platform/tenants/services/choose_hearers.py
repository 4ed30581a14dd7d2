"""A partner's administrator sets who hears of offers."""

from collections.abc import Collection
from uuid import UUID

from prm.platform.actors import Actor
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import Membership
from prm.platform.tenants.services.audit import audit


def choose_hearers(*, partner_id: UUID, membership_ids: Collection[UUID], actor: Actor) -> int:
    """These members of the partner hear of offers from now on, the others only of leads in their charge.

    With nobody chosen everybody hears. Each person's own choice of channels stays as it is. Returns how many
    were changed.
    """
    members = Membership.objects.filter(partner_id=partner_id, is_active=True).select_for_update()
    changed = [each for each in members if each.hears_of_offers != (each.id in membership_ids)]
    for member in changed:
        member.hears_of_offers = not member.hears_of_offers
        audit(actor, AuditAction.NOTICES_CHANGED, member, hears_of_offers=member.hears_of_offers)
        member.save(update_fields=["hears_of_offers"])
    return len(changed)
