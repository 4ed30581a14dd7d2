"""Which scope of a key each call of the API needs: the one list, by path (see `prm.platform.tenants.scopes`).

Reading needs the first scope of a path's line, changing the second. A path that no line names needs every
scope, so that a new call is closed to limited keys until it is listed.
"""

API_SCOPES = {
    "leads:read": "read leads, their timelines and decisions",
    "leads:write": "post, correct, route and erase leads; import spreadsheets",
    "offers:read": "read offers",
    "offers:act": "accept, decline, update and close offers (a partner’s key)",
    "deals:read": "read deals; check for conflicts",
    "deals:write": "register, approve and refuse deals",
    "partners:read": "read partners, territories, agreements, tiers, certifications and products",
    "partners:write": "change them",
    "keys:read": "list partners’ keys",
    "keys:write": "issue and revoke partners’ keys, with no more scopes than one’s own",
    "policies:read": "read, check, compare and try policies; read simulations",
    "policies:write": "write and publish policies; start simulations",
    "reports:read": "read paths and reports",
    "settings:read": "read names, rates and accounts that leads are read with",
    "settings:write": "change them",
    "webhooks:read": "read webhooks and their deliveries",
    "webhooks:write": "change webhooks and send again",
}

# The first line that fits counts. A path is given without /api/v1/.
API_PATHS: tuple[tuple[str, str, str], ...] = (
    (r"partners/[^/]+/keys/", "keys:read", "keys:write"),
    (
        r"(partners|territories|agreements|tiers|certifications|verticals|products)/",
        "partners:read",
        "partners:write",
    ),
    (r"(leads|imports)/", "leads:read", "leads:write"),
    (r"offers/", "offers:read", "offers:act"),
    (r"decline-reasons/", "offers:read", "settings:write"),
    (r"conflicts/check/", "deals:read", "deals:read"),
    (r"deals/", "deals:read", "deals:write"),
    (r"policies/([^/]+/)?(validate|diff|try)/", "policies:read", "policies:read"),
    (r"(policies|simulations)/", "policies:read", "policies:write"),
    (r"(path|reports|shares)/", "reports:read", "reports:read"),
    (r"(strategic-accounts|exchange-rates|aliases|qualification)/", "settings:read", "settings:write"),
    (r"webhooks/", "webhooks:read", "webhooks:write"),
)
