"""Which keys a call takes. What a partner's key then sees is the selectors' business."""

from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from prm.platform.api.caller import Caller
from prm.platform.tenants.scopes import EVERYTHING


class ScopeNeeded(APIException):
    """The key is of the right kind, and lacks the scope that the call needs."""

    status_code = 403
    default_code = "scope_needed"

    def __init__(self, scope: str) -> None:
        needed = f"the scope {scope}" if scope != EVERYTHING else "a key with every scope"
        super().__init__(f"This call needs {needed}, which this key has not.")
        self.auth_header = f'Bearer error="insufficient_scope", scope="{scope}"'


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
