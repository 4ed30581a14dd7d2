"""The statements of the CRM."""

# Make leads wait to be sent to each CRM that leads are sent to. Whoever writes of a lead holds its lock; of
# several, the rows are taken in one order. Index: crm_record_of_lead.
MARK_LEADS = """
INSERT INTO crm_crmrecord AS record
  (id, vendor_id, connection_id, lead_id, name, remote_id, state, wish, changes, attempts,
   next_attempt_at, last_error, seen, choices, created_at)
SELECT gen_random_uuid(), crm.vendor_id, crm.id, given.lead_id, '', '', 'waiting', 'send', 1, 0,
       %(now)s, '', '{}', '{}', %(now)s
FROM crm_crmconnection AS crm CROSS JOIN unnest(%(leads)s::uuid[]) AS given (lead_id)
WHERE crm.vendor_id = %(vendor)s AND crm.sends_leads
ORDER BY crm.id, given.lead_id
ON CONFLICT (vendor_id, connection_id, lead_id) DO UPDATE SET
  changes = record.changes + 1,
  state = CASE WHEN record.state IN ('unlinked', 'erased') THEN record.state ELSE 'waiting' END,
  attempts = 0,
  next_attempt_at = %(now)s
"""
# The connections of all vendors that have work now. A function of the owner.
DUE_CONNECTIONS = "SELECT vendor_id, connection_id FROM crm_due_connections(%s)"
