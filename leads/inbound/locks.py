"""The only place that locks payloads."""

from uuid import UUID

from django.utils.translation import gettext

from leads.inbound.models import InboundPayload
from prm.platform.errors import NotFound


def lock_payload(payload_id: UUID) -> InboundPayload:
    """The payload, locked, so that it is tried once at a time. Raises NotFound."""
    found = InboundPayload.objects.select_for_update(of=("self",), no_key=True).filter(id=payload_id).first()
    if found is None:
        raise NotFound(gettext("There is no such payload."))
    return found
