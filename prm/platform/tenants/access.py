"""Who the visitor is to the vendor in scope: the only way views reach a membership."""

from uuid import UUID

from django.http import HttpRequest

from prm.platform.tenants.models import PARTNER_ROLES, VENDOR_ROLES, Membership, Vendor
from prm.platform.tenants.scope import person_scope


def vendor_membership(request: HttpRequest) -> Membership | None:
    """The visitor's vendor role here, or None. Kept for the length of the request."""
    if not hasattr(request, "_vendor_membership"):
        request._vendor_membership = _find(request, VENDOR_ROLES).first()  # type: ignore[attr-defined]
    return request._vendor_membership  # type: ignore[attr-defined, no-any-return]


def partner_memberships(request: HttpRequest) -> list[Membership]:
    """The visitor's roles with partners of this vendor, by the partner's name."""
    if not hasattr(request, "_partner_memberships"):
        found = (
            _find(request, PARTNER_ROLES).select_related("partner", "partner__tier").order_by("partner__name")
        )
        request._partner_memberships = list(found)  # type: ignore[attr-defined]
    return request._partner_memberships  # type: ignore[attr-defined, no-any-return]


def memberships_of(user_id: UUID) -> list[Membership]:
    """Every role a person has, with its vendor, by the vendor's name. A partner is known by its id only."""
    with person_scope(user_id):
        found = Membership.everywhere.filter(user_id=user_id, is_active=True, vendor__is_active=True)
        return list(found.select_related("vendor").order_by("vendor__name", "vendor_id", "role", "id"))


def vendors_of(user_id: UUID) -> list[tuple[Vendor, str]]:
    """Every vendor a person belongs to, with the role, by name: for the switcher."""
    return [(member.vendor, member.role) for member in memberships_of(user_id)]


def _find(request: HttpRequest, roles: tuple[str, ...]):  # type: ignore[no-untyped-def]
    if not request.user.is_authenticated:
        return Membership.objects.none()
    return Membership.objects.filter(user=request.user, role__in=roles, is_active=True)
