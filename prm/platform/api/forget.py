"""Taking a lead out of the answers that are kept for repeated requests."""

import json
from uuid import UUID

from prm.platform.api.models import IdempotentAnswer


def forget_answers(*, lead_id: UUID) -> None:
    """A request that is repeated makes nothing anew, and is told that the lead was erased."""
    text = json.dumps({"id": str(lead_id), "state": "erased"})
    kept = list(IdempotentAnswer.objects.filter(body__text__icontains=str(lead_id)))
    for answer in kept:
        answer.body = {"text": text, "sealed": False, "location": ""}
    IdempotentAnswer.objects.bulk_update(kept, ["body"])
