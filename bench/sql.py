"""The statements by which a measurement looks on."""

# Look at one vendor's rows from now on.
SET_VENDOR = "SELECT set_config('prm.vendor', %s, false)"
# Those of the leads that have been decided. Index: lead_external_once.
DECIDED = (
    "SELECT external_id FROM leads_lead WHERE vendor_id = %s AND external_id = ANY(%s) AND state <> 'new'"
)
# How many leads wait. Index: lead_waiting.
WAITING = "SELECT count(*) FROM leads_lead WHERE vendor_id = %s AND state = 'new'"
# Whether a transaction is open that has just written to a table. No index: a view of the server's processes.
OPEN_WRITES = """
SELECT EXISTS (
  SELECT FROM pg_stat_activity
  WHERE pid <> pg_backend_pid() AND xact_start IS NOT NULL AND state IN ('active', 'idle in transaction')
    AND query ILIKE '%%insert into%%' AND query ILIKE '%%' || %s || '%%'
)
"""
# Mail nothing more, so that what is left does not slow the next measurement. Index: message_due.
DROP_MAILS = "UPDATE outbox_outboxmessage SET state = 'delivered' WHERE state = 'waiting'"
