"""The statements of intake, identity and claims."""

# Every product and industry by slug and name, and the other names that were mapped to one.
# Index: partners_product_pkey, partners_vertical_pkey, leads_alias_pkey.
CATALOGUE = """
SELECT 'products', slug, name, false FROM partners_product WHERE vendor_id = %(vendor)s
UNION ALL
SELECT 'industry', slug, name, false FROM partners_vertical WHERE vendor_id = %(vendor)s
UNION ALL
SELECT field, slug, folded, true FROM leads_alias WHERE vendor_id = %(vendor)s AND slug <> ''
"""
# Add to the count of each name that the vendor's lists lack. Index: alias_once.
COUNT_NAMES = """
INSERT INTO leads_alias AS known (id, vendor_id, field, folded, text, slug, leads, seen_at)
SELECT id, %(vendor)s, field, folded, text, '', leads, %(now)s
FROM unnest(%(ids)s::uuid[], %(fields)s::text[], %(folded)s::text[], %(texts)s::text[], %(leads)s::int[])
  AS new (id, field, folded, text, leads)
ON CONFLICT (vendor_id, field, folded)
DO UPDATE SET leads = known.leads + EXCLUDED.leads, seen_at = EXCLUDED.seen_at
"""
# Take one lead from the count of a name. Index: alias_once.
UNCOUNT_NAME = """
UPDATE leads_alias SET leads = leads - 1
WHERE vendor_id = %(vendor)s AND field = %(field)s AND folded = %(folded)s AND leads > 0
"""
# Deals, in the states asked for, on companies with one of these keys, while they protect.
# Index: company_key_digest, leads_dealregistration_pkey, partners_partner_pkey.
CLAIMS = """
SELECT DISTINCT deal.id, deal.partner_id, partner.name, deal.company, deal.protected_until_on,
       deal.registered_at, deal.country, deal.company_keys
FROM leads_companykey AS known
JOIN leads_dealregistration AS deal ON deal.vendor_id = known.vendor_id AND deal.id = known.subject_id
JOIN partners_partner AS partner ON partner.vendor_id = deal.vendor_id AND partner.id = deal.partner_id
WHERE known.vendor_id = %s AND known.digest = ANY(%s) AND known.kind = 'd' AND deal.state = ANY(%s)
  AND (deal.protected_until_on >= %s OR deal.state = 'registered')
"""
# Of the leads with each key, the first and the latest: the account of a large customer is not read whole.
# Index: company_key_digest, leads_lead_pkey.
NEIGHBOURS = """
SELECT DISTINCT ON (given.digest, lead.id)
       given.digest, lead.id, lead.country, lead.company_fold, lead.company_keys
FROM unnest(%(digests)s::bigint[]) AS given (digest)
CROSS JOIN LATERAL (
    (SELECT subject_id FROM leads_companykey
     WHERE vendor_id = %(vendor)s AND digest = given.digest AND kind = 'l' ORDER BY subject_id LIMIT 1)
    UNION ALL
    (SELECT subject_id FROM leads_companykey
     WHERE vendor_id = %(vendor)s AND digest = given.digest AND kind = 'l' ORDER BY subject_id DESC LIMIT 3)
) AS found
JOIN leads_lead AS lead ON lead.vendor_id = %(vendor)s AND lead.id = found.subject_id
WHERE lead.state NOT IN ('erased', 'duplicate')
"""
# Take the person keys that no lead has. They are locked in the order of their ids: a second transaction waits
# here until the first has committed. Index: leads_personkey_pkey.
TAKE_PERSON_KEYS = """
INSERT INTO leads_personkey (vendor_id, id, lead_id)
SELECT %s, given.id, given.lead_id FROM unnest(%s::uuid[], %s::uuid[]) AS given (id, lead_id)
ORDER BY given.id
ON CONFLICT (vendor_id, id) DO NOTHING
RETURNING id
"""
# Which leads own these person keys, which stay locked. Index: leads_personkey_pkey.
OWNERS_OF_PERSON_KEYS = """
SELECT id, lead_id FROM leads_personkey WHERE vendor_id = %s AND id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
"""
# Give person keys to other leads. Index: leads_personkey_pkey.
MOVE_PERSON_KEYS = """
UPDATE leads_personkey AS known SET lead_id = given.lead_id
FROM unnest(%s::uuid[], %s::uuid[]) AS given (id, lead_id)
WHERE known.vendor_id = %s AND known.id = given.id
"""
