"""The statements of reports. One pass over the rows of a period gives every group and the total."""

from typing import Final

# Everything about a period's offers. Index: offer_newest, event_of_lead (of offers by hand).
OFFERS: Final = """
FROM routing_offer AS o
JOIN leads_lead AS l ON l.vendor_id = o.vendor_id AND l.id = o.lead_id
LEFT JOIN partners_partner AS p ON p.vendor_id = o.vendor_id AND p.id = o.partner_id
LEFT JOIN LATERAL (
  SELECT rate FROM leads_exchangerate AS r
  WHERE r.vendor_id = o.vendor_id AND r.currency = l.currency AND r.valid_from_on <= o.closed_at::date
    AND o.outcome = 'won' AND l.currency <> %(currency)s
  ORDER BY r.valid_from_on DESC LIMIT 1
) AS worth ON true
LEFT JOIN leads_leadrating AS s
  ON s.vendor_id = o.vendor_id AND s.lead_id = o.lead_id AND s.partner_id = o.partner_id
LEFT JOIN LATERAL (
  SELECT max(at) AS since_at FROM leads_leadevent AS e
  WHERE o.is_manual AND e.vendor_id = o.vendor_id AND e.lead_id = o.lead_id
    AND e.kind = 'lead.review' AND e.at <= o.offered_at
) AS review ON true
WHERE o.vendor_id = %(vendor)s AND o.offered_at >= %(since)s AND o.offered_at < %(until)s
  AND l.state <> 'duplicate'
"""

# The same of offers that ended in the period, for what was won. No index: a scan of the vendor's offers.
CLOSED: Final = OFFERS.replace(
    "o.offered_at >= %(since)s AND o.offered_at < %(until)s",
    "o.state = 'closed' AND o.closed_at >= %(since)s AND o.closed_at < %(until)s",
)

# Every lead that came in during a period, with its first offer. Index: lead_newest, offer_of_lead.
LEADS: Final = """
FROM leads_lead AS l
LEFT JOIN LATERAL (
  SELECT * FROM routing_offer AS f
  WHERE f.vendor_id = l.vendor_id AND f.lead_id = l.id
  ORDER BY f.offered_at, f.id LIMIT 1
) AS o ON true
LEFT JOIN partners_partner AS p ON p.vendor_id = l.vendor_id AND p.id = o.partner_id
LEFT JOIN LATERAL (
  SELECT avg(stars)::float AS stars FROM leads_leadrating AS r
  WHERE r.vendor_id = l.vendor_id AND r.lead_id = l.id
) AS s ON true
WHERE l.vendor_id = %(vendor)s AND l.received_at >= %(since)s AND l.received_at < %(until)s
"""

# What partners were owed and got by the rules, day by day. Index: share_day_once.
SHARES: Final = """
FROM (
  SELECT d.vendor_id, d.pool, d.day, each.*
  FROM routing_shareday AS d
  CROSS JOIN LATERAL unnest(d.partner_ids, d.entitled, d.received) AS each (partner_id, entitled, received)
  WHERE d.vendor_id = %(vendor)s AND d.day BETWEEN %(first)s AND %(last)s
) AS o
LEFT JOIN partners_partner AS p ON p.vendor_id = o.vendor_id AND p.id = o.partner_id
WHERE o.entitled > 0 OR o.received > 0
"""

# Every active partner with its last signs of life. Index: partners_partner_pkey, offer_by_partner.
PARTNERS: Final = """
FROM (SELECT * FROM partners_partner WHERE vendor_id = %(vendor)s AND status <> 'inactive') AS p
CROSS JOIN LATERAL (SELECT p.id AS partner_id) AS o
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE accepted_at >= %(since)s AND accepted_at < %(until)s) AS accepted,
         count(*) FILTER (WHERE accepted_at >= %(before)s AND accepted_at < %(since)s) AS accepted_before,
         count(*) FILTER (
           WHERE state = 'expired' AND closed_at >= %(since)s AND closed_at < %(until)s
         ) AS missed,
         max(greatest(accepted_at, last_update_at, first_action_at)) AS last_work_at
  FROM routing_offer WHERE vendor_id = p.vendor_id AND partner_id = p.id
) AS work ON true
LEFT JOIN LATERAL (
  SELECT max(u.last_login) AS last_login
  FROM tenants_membership AS m JOIN tenants_user AS u ON u.id = m.user_id
  WHERE m.vendor_id = p.vendor_id AND m.partner_id = p.id AND m.is_active
) AS people ON true
WHERE true
"""

# Groups and their total in one pass; the total is the row without a key.
GROUPED: Final = """
SELECT {key} AS key, grouping({key}) AS is_total, {measures}
{base}
GROUP BY GROUPING SETS (({key}), ())
"""

# What was won, in the vendor's currency; no statement of its own. No index.
WON_VALUE: Final = (
    "sum(CASE WHEN l.currency IN ('', %(currency)s) THEN o.outcome_value"
    " ELSE o.outcome_value * worth.rate END)"
    " FILTER (WHERE o.outcome = 'won')"
)
# How many wins have a value and no exchange rate; no statement of its own. No index.
NOT_CONVERTED: Final = (
    "count(*) FILTER (WHERE o.outcome = 'won' AND o.outcome_value IS NOT NULL"
    " AND l.currency NOT IN ('', %(currency)s) AND worth.rate IS NULL)"
)


def count(condition: str) -> str:
    """How many rows meet a condition."""
    return f"count(*) FILTER (WHERE {condition})"


def part(condition: str, of: str) -> str:
    """Which part of the rows that meet `of` meet the condition too; NULL when there are none."""
    return f"{count(f'({of}) AND ({condition})')}::float / nullif({count(of)}, 0)"


def seconds(start: str, end: str, at: float, condition: str = "true") -> str:
    """A percentile (0.5: the median) of the seconds from one instant to another."""
    span = f"extract(epoch FROM {end} - {start})"
    return (
        f"percentile_cont({at}) WITHIN GROUP (ORDER BY greatest({span}, 0)::float) "
        f"FILTER (WHERE {start} IS NOT NULL AND {end} IS NOT NULL AND ({condition}))"
    )
