"""The outbox's statements."""

# Vendors with messages due. Index: message_due.
DUE_VENDORS = "SELECT outbox_due_vendors(%s)"
# Endpoints of all vendors with a message due, the one that waits longest first. Index: message_of_endpoint.
DUE_ENDPOINTS = "SELECT vendor_id, endpoint_id FROM outbox_due_endpoints(%s)"
# Of each lead the message that is first in turn, where it is due. One pass over what waits for the endpoint,
# whatever the planner knows about it. Index: message_in_turn.
FIRST_OF_EACH_LEAD = """
SELECT id FROM (
  SELECT DISTINCT ON (coalesce(lead_id, id)) id, next_attempt_at, ordinal
  FROM outbox_outboxmessage
  WHERE vendor_id = %s AND endpoint_id = %s AND state = 'waiting'
  ORDER BY coalesce(lead_id, id), ordinal
) AS head
WHERE next_attempt_at <= %s
ORDER BY ordinal
LIMIT %s
"""
