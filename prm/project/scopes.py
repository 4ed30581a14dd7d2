"""Which scope of a key each call of the API needs: the one list, by path (see `prm.platform.tenants.scopes`).

Reading needs the first scope of a path's line, changing the second. A path that no line names needs every
scope, so that a new call is closed to limited keys until it is listed.
"""

from django.utils.translation import gettext_lazy as _

API_SCOPES = {
    "leads:read": _("Read leads, their timelines and decisions"),
    "leads:write": _("Post, correct, route and erase leads; import spreadsheets"),
    "offers:read": _("Read offers"),
    "offers:act": _("Accept, decline, update and close offers (a partner’s key)"),
    "deals:read": _("Read deals; check for conflicts"),
    "deals:write": _("Register, approve and refuse deals"),
    "partners:read": _("Read partners, territories, agreements, tiers, certifications and products"),
    "partners:write": _("Change partners, territories, agreements, tiers, certifications and products"),
    "keys:read": _("List partners’ keys"),
    "keys:write": _("Issue and revoke partners’ keys, with no more scopes than one’s own"),
    "policies:read": _("Read, check, compare and try policies; read simulations"),
    "policies:write": _("Write and publish policies; start simulations"),
    "reports:read": _("Read paths and reports"),
    "settings:read": _("Read aliases, exchange rates, strategic accounts and web forms"),
    "settings:write": _("Change aliases, exchange rates, strategic accounts and web forms"),
    "webhooks:read": _("Read webhooks and their deliveries"),
    "webhooks:write": _("Change webhooks and send again"),
    "crm:read": _("Read CRMs and their records"),
    "crm:write": _("Send records to a CRM again; resolve conflicts"),
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
    (r"(missed-leads|path|reports|shares)/", "reports:read", "reports:read"),
    (
        r"(strategic-accounts|exchange-rates|aliases|qualification|web-forms)/",
        "settings:read",
        "settings:write",
    ),
    (r"webhooks/", "webhooks:read", "webhooks:write"),
    (r"crm/", "crm:read", "crm:write"),
)
