"""Puts the tables behind the wall."""

from django.db import migrations
from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import DueVendors, OwnerReads, TableOperation, Wall, app_role

ENDPOINTS = """
CREATE FUNCTION outbox_due_endpoints(moment timestamptz) RETURNS TABLE (vendor_id uuid, endpoint_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT endpoint.vendor_id, endpoint.id
  FROM outbox_webhookendpoint AS endpoint
  CROSS JOIN LATERAL (
    SELECT message.next_attempt_at
    FROM outbox_outboxmessage AS message
    WHERE message.vendor_id = endpoint.vendor_id AND message.endpoint_id = endpoint.id
      AND message.state = 'waiting' AND message.next_attempt_at <= moment
    ORDER BY message.next_attempt_at
    LIMIT 1
  ) AS head
  WHERE endpoint.rests_until_at IS NULL OR endpoint.rests_until_at <= moment
  ORDER BY head.next_attempt_at, endpoint.id
$$
"""


class DueEndpoints(TableOperation):
    """A function of the owner that names the endpoints with a message due, and nothing else of them."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        function = "outbox_due_endpoints(timestamptz)"
        return [
            ENDPOINTS,
            f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
            f'GRANT EXECUTE ON FUNCTION {function} TO "{app_role()}"',
        ]


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_initial"),
    ]

    operations = [
        Wall("WebhookEndpoint", "OutboxMessage", "NotificationPreference", "UsedLink", "DeliveryAttempt"),
        OwnerReads("OutboxMessage", "WebhookEndpoint"),
        DueVendors(
            "outbox_due_vendors", "outbox_outboxmessage", "state = 'waiting' AND next_attempt_at <= moment"
        ),
        DueEndpoints(),
    ]
