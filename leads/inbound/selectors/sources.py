"""Sources, their payloads, and the mapping as it is used."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from leads.inbound.map_payload import FieldMapping
from leads.inbound.models import InboundPayload, InboundSource, PayloadState
from leads.inbound.presets import preset_named
from prm.platform.console.counting import count_of
from prm.platform.errors import NotFound


def find_source(source_id: UUID) -> InboundSource:
    """The source. Raises NotFound."""
    found = InboundSource.objects.filter(id=source_id).first()
    if found is None:
        raise NotFound(gettext("There is no such inbound webhook."))
    return found


def source_with_token(token: str) -> InboundSource | None:
    """The active source with this address."""
    return InboundSource.objects.filter(token=token, is_active=True).first()


def find_payload(payload_id: UUID) -> InboundPayload:
    """The payload with its source. Raises NotFound."""
    found = InboundPayload.objects.select_related("source").filter(id=payload_id).first()
    if found is None:
        raise NotFound(gettext("There is no such payload."))
    return found


def sources_with_counts() -> QuerySet[InboundSource]:
    """All sources with `taken`, `failed` and `last_at` of the payloads that are kept."""
    latest = InboundPayload.objects.filter(source=OuterRef("pk")).order_by("-received_at")
    return InboundSource.objects.annotate(
        taken=count_of(InboundPayload, "source", Q(state=PayloadState.TAKEN)),
        failed=count_of(InboundPayload, "source", Q(state=PayloadState.FAILED)),
        last_at=Subquery(latest.values("received_at")[:1]),
    )


def failed_payloads() -> QuerySet[InboundPayload]:
    """Payloads that wait for a mended mapping."""
    return InboundPayload.objects.filter(state=PayloadState.FAILED, erased_at=None)


def mapping_of(source: InboundSource) -> FieldMapping:
    """How the source's payloads are read."""
    return FieldMapping(
        fields=source.mapping,
        custom=source.custom,
        leads_path=source.leads_path,
        keeps_others=source.keeps_others,
        left_out=tuple(line.strip() for line in source.left_out.splitlines() if line.strip()),
    )


@dataclass(frozen=True)
class Sample:
    """What a mapping is tried on: the payload that came last, or the product's example."""

    body: Any
    payload: InboundPayload | None


def sample_of(source: InboundSource) -> Sample:
    """The last payload that is still there, or the example."""
    last = InboundPayload.objects.filter(source=source, erased_at=None).first()
    if last is not None:
        return Sample(last.body, last)
    ready = preset_named(source.preset)
    return Sample(ready.example if ready else {}, None)


def address_of(source: InboundSource, vendor_slug: str) -> str:
    """The secret address, as whoever sends has to know it."""
    path = reverse("api:inbound", args=[vendor_slug, source.token], urlconf="prm.project.urls")
    return f"{settings.BASE_URL}/api/{path.partition('/api/')[2]}"
