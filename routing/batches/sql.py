"""The statements by which a batch is decided: what it reads, and what it saves at once."""

from typing import Final

# Vendors with new leads. Index: lead_by_state.
VENDORS_WITH_LEADS = "SELECT leads_waiting_vendors(%s)"
# Vendors with timers whose instant has come. Index: timer_due.
VENDORS_WITH_TIMERS = "SELECT timers_due_vendors(%s)"
# Vendors with decisions that no share counts yet. Index: routing_uncounteddecision_pkey.
VENDORS_WITH_SHARES = "SELECT shares_due_vendors(%s)"
# Vendors with simulations that have not ended. Index: routing_simulation_pkey.
VENDORS_WITH_SIMULATIONS = "SELECT simulations_due_vendors(%s)"
# Vendors with a weekly report to mail. Index: report_mail_due.
VENDORS_WITH_REPORTS = "SELECT report_mails_due_vendors(%s)"
# Of the vendors of one of these statements those that the operator has not suspended: the work of the others
# waits. Index: tenants_vendor_pkey.
ACTIVE = "SELECT id FROM tenants_vendor WHERE is_active AND id IN ({vendors})"

# Where a partner may have somebody who listens, and when that counts.
LISTENING: Final = {
    "tenants_membership": "is_active",
    "tenants_apikey": "revoked_at IS NULL",
    "outbox_webhookendpoint": "is_active",
}
# Each partner with a member, key or webhook of its own; takes the vendor once for each table.
# Index: tenants_membership_pkey, tenants_apikey_pkey, outbox_webhookendpoint_pkey.
REACHED = " UNION ".join(
    f"SELECT partner_id FROM {table} WHERE vendor_id = %s AND partner_id IS NOT NULL AND {counts}"
    for table, counts in LISTENING.items()
)
# What the partner table and the catalogue are made of.
SOURCES: Final = (
    "partners_partner",
    "partners_tier",
    "partners_certification",
    "partners_vertical",
    "partners_product",
    "partners_productcertification",
    "partners_partnercertification",
    "partners_partnerspecialisation",
    "partners_territory",
    "partners_workinghours",
    "partners_absence",
    "partners_agreement",
    "partners_signature",
    "routing_policyversion",
)
# One text for each source that changes when any of its rows does: a changed row has a new (xmin, ctid),
# whoever changed it and however. Then one for each table of listeners, which changes when one comes or goes
# and not when a key is used. A vendor's rows of small tables, read whole.
# Index: partners_partner_pkey, partners_territory_pkey, tenants_membership_pkey (and the like).
PARTS: Final = [
    *[
        "(SELECT count(*) || ':' || coalesce(bit_xor(hashtidextended(ctid, xmin::text::bigint)), 0) "
        f"FROM {table} WHERE vendor_id = %s)"
        for table in SOURCES
    ],
    *[
        "(SELECT count(*) || ':' || coalesce(bit_xor(hashtextextended(id::text, 0)), 0) "
        f"FROM {table} WHERE vendor_id = %s AND partner_id IS NOT NULL AND {counts})"
        for table, counts in LISTENING.items()
    ],
]
# All parts in one text; takes the vendor once for each part.
FINGERPRINT = f"SELECT concat_ws('/', {', '.join(PARTS)})"

# The vendor's currency and zone, which keys are strategic accounts', and rates. One statement: every batch
# asks for it, and most batches are a single lead.
# Index: tenants_vendor_pkey, company_key_digest, exchange_rate_day.
SURROUNDINGS = """
SELECT 'vendor', currency, time_zone, NULL::date, NULL::float8 FROM tenants_vendor WHERE id = %(vendor)s
UNION ALL
SELECT 'account', digest::text, '', NULL, NULL FROM leads_companykey
WHERE vendor_id = %(vendor)s AND digest = ANY(%(digests)s) AND kind = 'a'
UNION ALL
SELECT 'rate', currency, '', valid_from_on, rate::float8 FROM leads_exchangerate
WHERE vendor_id = %(vendor)s AND currency = ANY(%(currencies)s)
"""
# The partners that had these leads or were invited to them, in the order in which it happened.
# Index: offer_of_lead, invited_once.
OFFERED_BEFORE = """
SELECT lead_id, partner_id::text, offered_at, false AS was_invited, id FROM routing_offer
WHERE vendor_id = %(vendor)s AND lead_id = ANY(%(leads)s) AND partner_id IS NOT NULL
UNION ALL
SELECT offer.lead_id, invitee.partner_id::text, invitee.invited_at, true, invitee.id
FROM routing_offer AS offer
JOIN routing_offerinvitee AS invitee
  ON invitee.vendor_id = offer.vendor_id AND invitee.offer_id = offer.id
WHERE offer.vendor_id = %(vendor)s AND offer.lead_id = ANY(%(leads)s)
ORDER BY was_invited, offered_at, id
"""
# Who works with, or last won, a lead of a company with one of these keys.
# Index: company_key_digest, offer_of_lead, leads_lead_pkey.
OWNERS_OF_COMPANIES = """
SELECT known.digest, lead.country, offer.partner_id::text
FROM leads_companykey AS known
JOIN routing_offer AS offer ON offer.vendor_id = known.vendor_id AND offer.lead_id = known.subject_id
JOIN leads_lead AS lead ON lead.vendor_id = known.vendor_id AND lead.id = known.subject_id
WHERE known.vendor_id = %s AND known.digest = ANY(%s) AND known.kind = 'l'
  AND (offer.state = 'accepted' OR offer.state = 'closed' AND offer.outcome = 'won')
ORDER BY offer.accepted_at, offer.id
"""
# Who had the same person before, and who has a lead that is alike.
# Index: lead_link_once, offer_of_lead, tenants_vendor_pkey.
PARTNERS_OF_LINKED_LEADS = """
SELECT link.lead_id, link.kind, offer.partner_id::text
FROM leads_leadlink AS link
JOIN tenants_vendor AS vendor ON vendor.id = link.vendor_id
JOIN routing_offer AS offer ON offer.vendor_id = link.vendor_id AND offer.lead_id = link.other_id
WHERE link.vendor_id = %s AND link.lead_id = ANY(%s) AND link.dismissed_at IS NULL
  AND offer.partner_id IS NOT NULL
  AND CASE link.kind
      WHEN 'again' THEN vendor.returning_leads_go_back AND offer.accepted_at IS NOT NULL
                        AND offer.state IN ('accepted', 'closed')
      ELSE vendor.links_similar_leads AND offer.state IN ('offered', 'accepted')
      END
ORDER BY link.confidence, offer.offered_at, offer.id
"""
# Live offers by partner. Index: offer_live_by_partner.
OPEN_BY_PARTNER = """
SELECT partner_id::text, count(*) FROM routing_offer
WHERE vendor_id = %s AND state = ANY(%s) AND partner_id IS NOT NULL
GROUP BY partner_id
"""
# Offers and invitations of each partner's own day, week and month. An invitation to a claim counts as an
# offer to each invited; the claim itself is not counted again.
# Index: offer_newest, invitee_by_partner, partners_partner_pkey.
OFFERED_SINCE = """
WITH zone (name, day, week, month) AS (
    SELECT * FROM unnest(
        %(zones)s::text[], %(days)s::timestamptz[], %(weeks)s::timestamptz[], %(months)s::timestamptz[]
    )
), offered (partner_id, at) AS (
    SELECT partner_id, offered_at FROM routing_offer
    WHERE vendor_id = %(vendor)s AND offered_at >= %(since)s AND NOT is_claim
    UNION ALL
    SELECT partner_id, invited_at FROM routing_offerinvitee
    WHERE vendor_id = %(vendor)s AND invited_at >= %(since)s
)
SELECT partner_id, count(*) FILTER (WHERE at >= day), count(*) FILTER (WHERE at >= week),
       count(*) FILTER (WHERE at >= month)
FROM offered
JOIN partners_partner p ON p.vendor_id = %(vendor)s AND p.id = partner_id
JOIN zone ON zone.name = p.time_zone
GROUP BY partner_id
"""
# The latest leads that the engine gave out in a pool, by partner, the latest first. A turn that was paid back
# is none, and a claim is no single partner's.
# Index: offer_of_pool.
LATEST_OF_POOL = """
SELECT partner_id::text, offered_at FROM routing_offer
WHERE vendor_id = %(vendor)s AND pool = %(pool)s AND NOT is_manual AND NOT is_claim AND NOT turn_paid_back
  AND partner_id IS NOT NULL AND (%(since)s::timestamptz IS NULL OR offered_at >= %(since)s)
ORDER BY offered_at DESC, id DESC
LIMIT %(most)s
"""
# Every pool's credits by partner. As text: making some thousands of UUID objects takes longer than all the
# rest. Index: routing_poolcredits_pkey.
CREDITS = "SELECT pool, partner_ids::text[], amounts FROM routing_poolcredits WHERE vendor_id = %s"
# Every pool's credits in the order of the partner table that the digest names.
# Index: routing_poolcredits_pkey.
CREDIT_COLUMNS = "SELECT pool, ids_digest, amounts::text FROM routing_poolcredits WHERE vendor_id = %s"
# Set a pool's credits where its partners are still the same. The ids stay as they are, unread and unwritten:
# they are most of the row. Index: pool_credits_once.
UPDATE_CREDITS = """
UPDATE routing_poolcredits SET amounts = %s::bigint[], changed_at = %s
WHERE vendor_id = %s AND pool = %s AND ids_digest = %s
"""
# Set a pool's credits and its partners. Index: pool_credits_once.
WRITE_CREDITS = """
INSERT INTO routing_poolcredits (id, vendor_id, pool, ids_digest, partner_ids, amounts, changed_at)
VALUES (%s, %s, %s, %s, %s::uuid[], %s::bigint[], %s)
ON CONFLICT (vendor_id, pool) DO UPDATE
SET ids_digest = excluded.ids_digest, partner_ids = excluded.partner_ids,
    amounts = excluded.amounts, changed_at = excluded.changed_at
"""
# Save what routing changes of leads. Index: leads_lead_pkey.
SAVE_LEADS = """
UPDATE leads_lead AS lead
SET state = given.state, review_reason = given.reason, review_since_at = given.since,
    offered_at = given.offered, changed_at = given.changed, offers_made = given.made
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[],
            %s::smallint[])
    AS given (id, state, reason, since, offered, changed, made)
WHERE lead.vendor_id = %s AND lead.id = given.id
"""
