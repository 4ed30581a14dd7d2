"""Taking a lead out of what was sent."""

from uuid import UUID

from prm.platform.outbox.models import DeliveryAttempt, OutboxMessage


def forget_messages(*, lead_id: UUID) -> None:
    """What still waits is not sent any more; of what was sent, that it was sent is all that stays."""
    messages = OutboxMessage.objects.filter(lead_id=lead_id)
    messages.filter(state=OutboxMessage.State.WAITING).delete()
    messages.update(payload={"data": {"lead": {"id": str(lead_id)}}})
    # A receiver may have answered with what it was told.
    DeliveryAttempt.objects.filter(message__lead_id=lead_id).update(answer="")
