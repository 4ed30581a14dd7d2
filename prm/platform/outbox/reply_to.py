"""Where a partner's answer to a mail goes."""

from prm.platform.tenants.models import Membership, Role, Vendor
from prm.platform.tenants.scope import vendor_scope


def reply_address(vendor: Vendor) -> str:
    """The address that a vendor's settings name, else its channel manager's; "" where it has none.

    Of several channel managers the one who has been it for longest.
    """
    if vendor.reply_to_email:
        return vendor.reply_to_email
    with vendor_scope(vendor.id):
        managers = Membership.objects.filter(role=Role.CHANNEL_MANAGER, is_active=True, user__is_active=True)
        first = managers.order_by("created_at", "id").values_list("user__email", flat=True).first()
    return first or ""
