"""Where a partner's answer to a mail goes."""

from collections.abc import Callable
from uuid import UUID

from prm.platform.tenants.models import Membership, Role, Vendor
from prm.platform.tenants.scope import vendor_scope

_contacts: list[Callable[[UUID], str]] = []


def ask_for_contact(find: Callable[[UUID], str]) -> None:
    """Name what knows the address of a partner's own contact at the vendor: it takes the partner's ID."""
    _contacts.append(find)


def reply_address(vendor: Vendor, partner_id: UUID) -> str:
    """The address of the partner's channel manager; else the one in the vendor's settings; else of the
    vendor's first channel manager; "" where it has none.
    """
    with vendor_scope(vendor.id):
        own = next((address for find in _contacts if (address := find(partner_id))), "")
        return own or vendor.reply_to_email or _first_manager()


def _first_manager() -> str:
    """Of several channel managers the one who has been it for longest."""
    managers = Membership.objects.filter(role=Role.CHANNEL_MANAGER, is_active=True, user__is_active=True)
    return managers.order_by("created_at", "id").values_list("user__email", flat=True).first() or ""
