"""The introduction of the API documentation."""

TEXT = """
Post leads, follow their offers, and read every decision with its reasons.

**Keys.** Send `Authorization: Bearer <key>`. A vendor's key reads and writes all data of the vendor, but
cannot accept or decline offers. A partner's key (`POST /partners/{id}/keys/`) sees only that partner's own
deals and offers, and no contact details before the partner accepts. Any other ID is a 404.

**Scopes.** A key without scopes may call everything that its kind of key may. A key with scopes
(`leads:write`, `reports:read`, …) may call only those. Each call names the scope that it needs.

**Limits.** Every answer says how many requests the key has left in this minute (`RateLimit`,
`RateLimit-Policy`). Above the limit, the answer is 429 with `Retry-After`.

**Request IDs.** Every answer has an `X-Request-Id`: yours, if you sent one. Tell us this ID when you ask
about a request.

**Errors** are `application/problem+json` (RFC 9457). `code` is for programs. `errors` names each wrong
field. An unknown field is an error too. A request that fails changes nothing.

**Sending again.** Send an `Idempotency-Key` with each POST. For 24 hours, the same key with the same request
gets the same answer. The same key with another request gets 422. While the first request is still running,
the answer is 409.

**Audit.** The vendor's audit trail shows what a key has changed, with the key's name.

**Lists** come in pages: send `?limit=` (up to 500), then follow `next`.

**Setting up a vendor.** Create tiers, certifications, verticals and products first, then partners, then a
policy: `POST /policies/` and `POST /policies/{id}/publish/`. Then post leads.

**Erasing a person:** `POST /leads/{id}/erase/`.

**Stages.** A lead's fields decide how qualified it is; `GET /qualification/` shows the vendor's criteria. By
default a lead is `sql` if its budget is confirmed and authority, need and timeline are given. It is `mql`
with an intent score of 60 or more, or with two of budget, authority, need and timeline. Otherwise it is
`raw`.
"""

TAGS = [
    {"name": "Leads", "description": "Leads, their decisions and their history."},
    {"name": "Offers", "description": "Leads offered to partners, and their answers."},
    {"name": "Deals", "description": "Partners' claims on accounts, and conflict checks."},
    {"name": "Partners", "description": "Who may receive leads."},
    {"name": "Lists", "description": "The vendor's tiers, certifications, verticals and products."},
    {"name": "Agreements", "description": "Your rules of engagement, and who has signed them."},
    {"name": "Policies", "description": "Versions of your rules, pools and terms."},
    {"name": "Simulations", "description": "Trying a version on leads before you publish it."},
    {"name": "Web forms", "description": "Forms for web sites, and partners' copies of them."},
    {"name": "Webhooks", "description": "Where events are sent."},
    {"name": "CRM", "description": "What is in step with the vendor's CRMs, and what is not."},
]
