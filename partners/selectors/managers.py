"""Who may look after partners, and who looks after one."""

from uuid import UUID

from django.db.models import QuerySet

from partners.models import Partner
from prm.platform.tenants.models import Membership, Role

MANAGES = (Role.ADMIN, Role.CHANNEL_MANAGER)


def possible_managers() -> QuerySet[Membership]:
    """The vendor's people who may be a partner's channel manager or deputy, by name."""
    staff = Membership.objects.filter(role__in=MANAGES, partner=None, is_active=True, user__is_active=True)
    return staff.select_related("user").order_by("user__full_name", "user__email", "id")


def manager_with(email: str) -> Membership | None:
    """The one with this address, in any case."""
    return possible_managers().filter(user__email__iexact=email.strip()).first()


def manager_of(partner: Partner) -> Membership | None:
    """Whom the partner turns to: its channel manager; the deputy where there is none any more."""
    by_id = possible_managers().in_bulk([partner.manager_id, partner.deputy_id])
    return by_id.get(partner.manager_id) or by_id.get(partner.deputy_id)


def manager_email(partner_id: UUID) -> str:
    """Where answers of this partner's people go; "" where nobody is named."""
    partner = Partner.objects.filter(pk=partner_id).only("id", "manager_id", "deputy_id").first()
    found = manager_of(partner) if partner else None
    return found.user.email if found else ""
