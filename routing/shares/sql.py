"""The statements of the share report."""

# Counted days, what is not counted yet, and what was paid back. One statement, so that a count going on at
# the same time is seen whole or not at all. Arrays come as the bytes that Postgres keeps them in: reading
# half a million numbers one by one would take a second.
# Index: share_day_once, routing_uncounteddecision_pkey, offer_newest.
COUNTED = """
SELECT pool, date_trunc('week', day)::date, decisions, array_send(partner_ids), array_send(entitled),
       array_send(received), array_send(contests), NULL::uuid
FROM routing_shareday WHERE vendor_id = %(vendor)s AND day >= %(first)s AND day <= %(last)s
UNION ALL
SELECT 'uncounted', NULL, 0, NULL, NULL, NULL, NULL, id FROM routing_uncounteddecision
WHERE vendor_id = %(vendor)s
UNION ALL
SELECT 'paid back', NULL, 0, NULL, NULL, NULL, NULL, decision_id FROM routing_offer
WHERE vendor_id = %(vendor)s AND turn_paid_back AND offered_at >= %(since)s AND offered_at < %(until)s
"""
# What became of the offers of a period, by pool and partner.
# Index: offer_newest, routing_offer_pkey, routing_offerinvitee_pkey.
OFFERS = """
WITH given AS (
    SELECT pool, partner_id, is_manual, state, accepted_at IS NOT NULL AS accepted, outcome
    FROM routing_offer
    WHERE vendor_id = %(vendor)s AND offered_at >= %(since)s AND offered_at < %(until)s AND NOT is_claim
    UNION ALL
    SELECT o.pool, i.partner_id, false,
           CASE WHEN i.declined_at IS NOT NULL THEN 'declined' WHEN o.partner_id = i.partner_id THEN o.state
                WHEN o.state IN ('offered', 'expired', 'withdrawn') THEN o.state ELSE 'taken' END,
           o.partner_id = i.partner_id AND o.accepted_at IS NOT NULL,
           CASE WHEN o.partner_id = i.partner_id THEN o.outcome ELSE '' END
    FROM routing_offerinvitee i JOIN routing_offer o ON o.vendor_id = i.vendor_id AND o.id = i.offer_id
    WHERE i.vendor_id = %(vendor)s AND o.offered_at >= %(since)s AND o.offered_at < %(until)s
)
SELECT pool, partner_id, count(*), count(*) FILTER (WHERE is_manual), count(*) FILTER (WHERE accepted),
       count(*) FILTER (WHERE state = 'declined'), count(*) FILTER (WHERE state = 'expired'),
       count(*) FILTER (WHERE state = 'revoked'), count(*) FILTER (WHERE outcome = 'won')
FROM given WHERE partner_id IS NOT NULL
GROUP BY pool, partner_id
"""
# Whether a pool had the same partners every day, all of them competing for every lead; and who they were.
# Index: share_day_once.
ALWAYS_THE_SAME = """
SELECT pool, bool_and(decisions = ALL (contests)) AND min(partner_ids) = max(partner_ids),
       min(partner_ids)::text[]
FROM routing_shareday WHERE vendor_id = %s AND pool = ANY(%s) AND cardinality(partner_ids) > 0 GROUP BY pool
"""
