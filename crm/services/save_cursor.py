"""How far a stream of changes was read."""

from datetime import datetime
from uuid import UUID

from crm.models import CrmConnection
from prm.platform import clock


def save_cursor(connection_id: UUID, stream: str, until: datetime) -> None:
    """Everything up to this instant has been taken."""
    connection = CrmConnection.objects.select_for_update(no_key=True).get(id=connection_id)
    connection.cursors[stream] = until.isoformat()
    connection.pulled_at = clock.now()
    connection.save(update_fields=["cursors", "pulled_at"])
