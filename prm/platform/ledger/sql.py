"""The ledger's statements."""

# A lead's facts count by their digest, which stays behind where the lead was erased; a salt among them keeps
# anybody from guessing what they were.
FACTS = "coalesce(lead_facts->>'forgotten', encode(sha256(convert_to(lead_facts::text, 'UTF8')), 'hex'))"
# What of a row is hashed: ids, codes, numbers and instants, no personal data, so that erasing a person leaves
# these rows as they are. Instants are written in UTC, bytes as their own digest, so that no setting of a
# session changes the text. Altering an entry breaks every chain: add one.
SOURCES: dict[str, str] = {
    "leads_leadevent": ("id, lead_id, kind, at AT TIME ZONE 'UTC', actor_kind, actor_id, partner_id, detail"),
    "routing_decision": (
        "id, lead_id, batch_id, position, decided_at AT TIME ZONE 'UTC', outcome, review_reason, rule_name, "
        f"pool, method, partner_id, {FACTS}, encode(sha256(body), 'hex')"
    ),
}
# SHA-256 of each row of SOURCES. Index: leads_leadevent_pkey, routing_decision_pkey.
ROW_DIGESTS = {
    source: f"SELECT id, sha256(convert_to(jsonb_build_array({columns})::text, 'UTF8')) "
    f'FROM "{source}" WHERE vendor_id = %s AND id = ANY(%s)'
    for source, columns in SOURCES.items()
}
# The first row of a source that was never queued for sealing. Sets are compared as wholes: row by row, a long
# chain would be searched once for each of its rows.
# Index: leads_leadevent_pkey, routing_decision_pkey, ledger_seal_pkey, ledger_unsealed_pkey.
UNKNOWN_ROW = {
    source: f"""
SELECT id FROM "{source}" WHERE vendor_id = %(vendor)s
EXCEPT SELECT unnest(row_ids) FROM ledger_seal WHERE vendor_id = %(vendor)s
EXCEPT SELECT id FROM ledger_unsealed WHERE vendor_id = %(vendor)s
ORDER BY id LIMIT 1
"""
    for source in SOURCES
}
# The first decision without its facts whose lead was not erased.
# Index: routing_decision_pkey, leads_lead_pkey.
EMPTIED_DECISION = """
SELECT d.id FROM routing_decision d JOIN leads_lead l ON l.vendor_id = d.vendor_id AND l.id = d.lead_id
WHERE d.vendor_id = %s AND d.lead_facts ? 'forgotten' AND l.state <> 'erased' ORDER BY d.id LIMIT 1
"""
# Vendors with rows to seal. Index: ledger_unsealed_pkey.
UNSEALED_VENDORS = "SELECT ledger_unsealed_vendors(%s)"
