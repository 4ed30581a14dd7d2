"""The outbox's statements."""

# Vendors with messages due. Index: message_due.
DUE_VENDORS = "SELECT outbox_due_vendors(%s)"
# The members of some partners, and of the vendor if asked for, who can log in: where their mail goes, by what
# clock, what they chose for each event, and the absences that may be on now.
# Index: tenants_membership_pkey, tenants_user_pkey, partners_partner_pkey, tenants_vendor_pkey, choice_once,
# partners_absence_pkey.
MEMBERS = """
SELECT member.partner_id, member.id, person.email,
       coalesce(nullif(person.time_zone, ''), nullif(partner.time_zone, ''), vendor.time_zone),
       member.hears_of_offers,
       (SELECT json_object_agg(event, delivery) FROM outbox_notificationpreference AS choice
        WHERE choice.vendor_id = member.vendor_id AND choice.membership_id = member.id),
       absences.days
FROM tenants_membership AS member
JOIN tenants_user AS person ON person.id = member.user_id AND person.is_active
JOIN tenants_vendor AS vendor ON vendor.id = member.vendor_id
LEFT JOIN partners_partner AS partner
  ON partner.vendor_id = member.vendor_id AND partner.id = member.partner_id
LEFT JOIN (
    SELECT membership_id, array_agg(ARRAY[starts_on, ends_on]) AS days FROM partners_absence
    WHERE vendor_id = %(vendor)s AND membership_id IS NOT NULL
      AND starts_on <= %(today)s + 1 AND ends_on >= %(today)s - 1
    GROUP BY membership_id
) AS absences ON absences.membership_id = member.id
WHERE member.vendor_id = %(vendor)s AND member.is_active
  AND (member.partner_id = ANY(%(partners)s::uuid[]) AND member.role = ANY(%(partner_roles)s)
       OR %(for_vendor)s AND member.role = ANY(%(vendor_roles)s))
"""
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
