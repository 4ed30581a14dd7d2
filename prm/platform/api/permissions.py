"""Which keys a call takes. What a partner's key then sees is the selectors' business."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from prm.platform.api.caller import Caller


class HasApiKey(BasePermission):
    """Any key of the vendor or of one of its partners."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.user, Caller)


class HasVendorKey(HasApiKey):
    """A vendor's key only."""

    message = "This call takes a vendor's key."
    code = "vendor_key_needed"

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.user, Caller) and request.user.is_vendor


class HasPartnerKey(HasApiKey):
    """A partner's key only."""

    message = "This call takes a partner's key; a vendor's can only read offers."
    code = "partner_key_needed"

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.user, Caller) and not request.user.is_vendor
