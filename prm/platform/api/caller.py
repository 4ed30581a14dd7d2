"""Who calls: the vendor by one of its keys, or one of its partners by its own."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from rest_framework.request import Request

from prm.platform.actors import Actor
from prm.platform.tenants.models import ApiKey, Vendor


@dataclass(frozen=True)
class Caller:
    """The key of the request. `request.user` in API views; it is no person."""

    key: ApiKey
    vendor: Vendor
    is_authenticated = True

    @property
    def partner_id(self) -> UUID | None:
        """The partner that the key belongs to; None for the vendor's own keys."""
        return self.key.partner_id

    @property
    def owner_id(self) -> UUID:
        """Whose key it is: the partner's ID, or else the vendor's."""
        return self.key.partner_id or self.vendor.id

    @property
    def is_vendor(self) -> bool:
        return self.partner_id is None

    @property
    def actor(self) -> Actor:
        return Actor("key", self.key.id, self.partner_id)


def caller_of(request: Request) -> Caller:
    """The caller of a request that has passed authentication."""
    return cast("Caller", request.user)
