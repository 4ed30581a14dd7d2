"""The statements of partners' results."""

# Leads won and lost in a period, by partner. Index: offer_by_partner (the whole vendor).
CLOSED = """
SELECT partner_id, count(*) FILTER (WHERE outcome = 'won'), count(*) FILTER (WHERE outcome = 'lost')
FROM routing_offer
WHERE vendor_id = %s AND state = 'closed' AND closed_at >= %s AND closed_at < %s
GROUP BY partner_id
"""
# The same by product category. Index: offer_by_partner (the whole vendor), leads_lead_pkey,
# partners_product_pkey.
CLOSED_BY_CATEGORY = """
SELECT o.partner_id, p.category, count(DISTINCT o.id) FILTER (WHERE o.outcome = 'won'),
       count(DISTINCT o.id) FILTER (WHERE o.outcome = 'lost')
FROM routing_offer o
JOIN leads_lead l ON l.vendor_id = o.vendor_id AND l.id = o.lead_id
JOIN partners_product p ON p.vendor_id = o.vendor_id AND p.slug = ANY (l.products) AND p.category <> ''
WHERE o.vendor_id = %s AND o.state = 'closed' AND o.closed_at >= %s AND o.closed_at < %s
GROUP BY o.partner_id, p.category
"""
# Each partner's median time from an offer to the first action, of those in a period.
# Index: offer_of_lead (the whole vendor).
FIRST_ACTIONS = """
SELECT partner_id,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_action_at - visible_at))
FROM routing_offer
WHERE vendor_id = %s AND first_action_at >= %s AND first_action_at < %s AND partner_id IS NOT NULL
GROUP BY partner_id
"""
