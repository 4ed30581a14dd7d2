"""What the schema and its page say before the calls."""

TEXT = """
Post leads, follow offers, read every decision with its reasons.

**Keys.** Send `Authorization: Bearer <key>`. A vendor's key reads and writes everything of that
vendor, but acts on no offer. A partner's key (`POST /partners/{id}/keys/`) sees that partner's own
offers, blind until it has accepted them, and its own deals, and is refused everything else. Someone
else's ID is a 404.

**Scopes.** A key may do all that its kind may, or only what its scopes name (`leads:write`,
`reports:read`, …); each call says which one it needs.

**Limits.** Every answer says how many requests the key has left in this minute (`RateLimit`,
`RateLimit-Policy`). Beyond that the answer is 429 with `Retry-After`.

**Every answer has an `X-Request-Id`**, yours if you sent one; name it when you ask us about a request.

**Errors** are `application/problem+json` (RFC 9457) with a `code` for programs and, for wrong
input, `errors` naming each wrong field. A field that there is not is an error too. An error has
changed nothing.

**Sending again.** Give each POST an `Idempotency-Key`: the same key with the same request gets the
same answer, for 24 hours; with another request 422; while the first still runs 409.

**What a key changes** is in the vendor's audit trail, with the key's name.

**Lists** come in pages: `?limit=` up to 500, then follow `next`.

**A vendor by script.** Tiers, certifications, verticals and products first, then partners, then a
policy: `POST /policies/` and `POST /policies/{id}/publish/`. Then leads.

**A person who asks to be forgotten:** `POST /leads/{id}/erase/`.

**How qualified a lead is** follows from its fields. `sql`: the budget is confirmed, and authority,
a need and a timeline are given. `mql`: an intent score of 60 or more, or two of budget, authority,
need and timeline. Else `raw`.
"""

TAGS = [
    {"name": "Leads", "description": "What came in, and what became of it."},
    {"name": "Offers", "description": "Leads put before partners."},
    {"name": "Deals", "description": "Claims on accounts, and whether a company meets one."},
    {"name": "Partners", "description": "Who may receive leads."},
    {"name": "Lists", "description": "The vendor's tiers, certifications, verticals and products."},
    {"name": "Agreements", "description": "Your rules of engagement in words, and who has signed them."},
    {"name": "Policies", "description": "Rules, pools and terms, in versions."},
    {"name": "Simulations", "description": "A version tried on leads before it is trusted."},
    {"name": "Webhooks", "description": "Where events are sent."},
]
