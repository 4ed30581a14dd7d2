"""The statement of the ways to a higher tier."""

# What these partners won in a period, with the currency where it is not the vendor's.
# Index: offer_by_partner, leads_lead_pkey, tenants_vendor_pkey.
WON_VALUES = """
SELECT o.partner_id, CASE WHEN l.currency = v.currency THEN '' ELSE l.currency END, o.closed_at,
       o.outcome_value
FROM routing_offer o
JOIN leads_lead l ON l.vendor_id = o.vendor_id AND l.id = o.lead_id
JOIN tenants_vendor v ON v.id = o.vendor_id
WHERE o.vendor_id = %(vendor)s AND o.state = 'closed' AND o.outcome = 'won' AND o.outcome_value IS NOT NULL
  AND o.closed_at >= %(since)s AND o.closed_at < %(until)s AND o.partner_id = ANY(%(partners)s)
"""
