"""Payloads are emptied with the lead that came of them, and removed when they are old."""

from datetime import timedelta

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from leads.inbound.models import InboundPayload, InboundSource, PayloadState
from leads.models import Lead
from prm.platform import clock


def forget_payloads(lead: Lead) -> None:
    """Empty the payloads that a lead came from or joined, and those that failed and name its address.

    Call before the lead itself is emptied.
    """
    named = Q(lead_ids__contains=[lead.id])
    if lead.email:
        failed = InboundPayload.objects.filter(state=PayloadState.FAILED, erased_at=None)
        text = failed.annotate(text=Cast("body", TextField())).filter(text__icontains=lead.email)
        named |= Q(id__in=text.values("id"))
    InboundPayload.objects.filter(named).update(body={}, erased_at=clock.now())
    _drop_words(lead)


def _drop_words(lead: Lead) -> None:
    """Why a part of an emptied payload failed may quote what it said."""
    for payload in InboundPayload.objects.filter(lead_ids__contains=[lead.id]):
        payload.results = [one if "lead" in one else {"errors": []} for one in payload.results]
        payload.save(update_fields=["results"])


def remove_old_payloads() -> int:
    """Remove payloads that their source keeps no longer; how many."""
    now, removed = clock.now(), 0
    for source in InboundSource.objects.all():
        old = InboundPayload.objects.filter(
            source=source, received_at__lt=now - timedelta(days=source.keeps_days)
        )
        removed += old.delete()[0]
    return removed
