"""The statement behind the list of partners with their health."""

from typing import Final

# Every partner with what it did lately, holds now, was owed, and who works there.
# Index: offer_newest, offer_live_by_partner, share_day_once, partners_partner_pkey.
HEALTH: Final = """
WITH offered AS (
  SELECT partner_id,
         count(*) AS offers,
         count(*) FILTER (WHERE accepted_at IS NOT NULL) AS accepted,
         count(*) FILTER (WHERE state = 'declined') AS declined,
         count(*) FILTER (WHERE state = 'expired') AS missed,
         count(*) FILTER (WHERE state = 'revoked') AS taken_back,
         count(*) FILTER (WHERE outcome = 'won') AS won,
         count(*) FILTER (WHERE outcome = 'lost') AS lost,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_action_at - accepted_at))
           AS ttfa_seconds,
         max(greatest(accepted_at, first_action_at, last_update_at, closed_at)) AS worked_at
  FROM routing_offer
  WHERE vendor_id = %(vendor)s AND offered_at >= %(since)s AND partner_id IS NOT NULL
  GROUP BY partner_id
), live AS (
  SELECT partner_id, count(*) AS open
  FROM routing_offer
  WHERE vendor_id = %(vendor)s AND state IN ('offered', 'accepted') AND partner_id IS NOT NULL
  GROUP BY partner_id
), shares AS (
  SELECT each.partner_id, sum(each.entitled) / 1e9 AS entitled, sum(each.received) / 1e9 AS received
  FROM routing_shareday AS d
  CROSS JOIN LATERAL unnest(d.partner_ids, d.entitled, d.received) AS each (partner_id, entitled, received)
  WHERE d.vendor_id = %(vendor)s AND d.day >= %(first)s
  GROUP BY each.partner_id
), people AS (
  SELECT m.partner_id, count(*) AS people, max(u.last_login) AS last_login
  FROM tenants_membership AS m JOIN tenants_user AS u ON u.id = m.user_id
  WHERE m.vendor_id = %(vendor)s AND m.partner_id IS NOT NULL AND m.is_active
  GROUP BY m.partner_id
), ending AS (
  SELECT partner_id, count(*) AS ending, min(expires_on) AS ends_on
  FROM partners_partnercertification
  WHERE vendor_id = %(vendor)s AND expires_on BETWEEN %(today)s AND %(soon)s
  GROUP BY partner_id
)
SELECT p.id, p.name, t.name AS tier, p.status, p.paused_at IS NOT NULL AS is_paused, p.capacity,
       p.country, p.region, p.city, p.email, manager.full_name AS manager,
       coalesce(offered.offers, 0) AS offers, coalesce(offered.accepted, 0) AS accepted,
       coalesce(offered.declined, 0) AS declined, coalesce(offered.missed, 0) AS missed,
       coalesce(offered.taken_back, 0) AS taken_back, coalesce(offered.won, 0) AS won,
       coalesce(offered.lost, 0) AS lost, offered.ttfa_seconds, offered.worked_at,
       coalesce(live.open, 0) AS open, shares.entitled, shares.received,
       coalesce(people.people, 0) AS people, people.last_login,
       coalesce(ending.ending, 0) AS ending, ending.ends_on, p.created_at
FROM partners_partner AS p
JOIN partners_tier AS t ON t.vendor_id = p.vendor_id AND t.id = p.tier_id
LEFT JOIN tenants_membership AS managing ON managing.vendor_id = p.vendor_id AND managing.id = p.manager_id
LEFT JOIN tenants_user AS manager ON manager.id = managing.user_id
LEFT JOIN offered ON offered.partner_id = p.id
LEFT JOIN live ON live.partner_id = p.id
LEFT JOIN shares ON shares.partner_id = p.id
LEFT JOIN people ON people.partner_id = p.id
LEFT JOIN ending ON ending.partner_id = p.id
WHERE p.vendor_id = %(vendor)s
"""
