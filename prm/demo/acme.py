"""Acme Networks: network equipment, sold through forty partners on three continents."""

from copy import deepcopy
from typing import Any

from prm.demo.acme_partners import PARTNERS
from prm.demo.seeds import Market, PersonSeed, VendorSeed

RULES: list[dict[str, Any]] = [
    {
        "name": "Very large deals are placed by hand",
        "when": {"field": "estimated_value", "op": "gte", "value": 200_000},
        "then": "review",
        "reason": "large_deal",
        "escalate": {"after": "2d", "to": "bob@acme.example.com"},
    },
    {
        "name": "Not ready yet",
        "when": {"field": "intent_score", "op": "lt", "value": 15},
        "then": "nurture",
    },
    {
        "name": "Voice: first to accept",
        "when": {
            "all": [
                {"field": "products", "op": "includes", "value": "voice"},
                {"field": "country", "op": "eq", "value": "US"},
            ]
        },
        "then": "route",
        "pool": "voice",
    },
    {
        "name": "High intent with budget",
        "when": {
            "all": [
                {"field": "intent_score", "op": "gte", "value": 60},
                {"field": "budget_confirmed", "op": "eq", "value": True},
                {"field": "estimated_value", "op": "gte", "value": 20_000},
            ]
        },
        "then": "route",
        "pool": "priority",
    },
    {
        "name": "Cybersecurity",
        "when": {"field": "product_categories", "op": "includes", "value": "security"},
        "then": "route",
        "pool": "cybersecurity",
    },
    {
        "name": "Small deals, nearest partner",
        "when": {"field": "estimated_value", "op": "lt", "value": 15_000},
        "then": "route",
        "pool": "local",
    },
    {"name": "Everything else", "then": "route", "pool": "regional"},
]
POOLS: dict[str, Any] = {
    "priority": {
        "partners": {"tiers": ["platinum", "gold", "silver"]},
        "require": ["territory", "product_certification", "policy_signed"],
        "method": "tiered",
        "shares": {"platinum": 60, "gold": 25, "silver": 15},
        "tier_order": ["platinum", "gold", "silver"],
        "fallback": "regional",
        "sla": {"accept_within": "12h", "warn_after": "4d", "revoke_after": "6d", "max_offers": 4},
    },
    "cybersecurity": {
        "partners": {"certifications": ["network-security"]},
        "require": ["territory", "product_certification", "policy_signed"],
        "method": "weighted",
        "prefer": ["specialisation"],
        "fallback": "regional",
    },
    "voice": {
        "partners": {"certifications": ["voice-engineer"]},
        "require": ["territory", "policy_signed"],
        "method": "claim",
        "claim": {"invite": 3},
        "fallback": "regional",
    },
    "local": {
        "partners": {"tiers": ["gold", "silver", "bronze"]},
        "require": ["territory"],
        "method": "nearest",
        "nearest": {"bands_km": [50, 150, 500]},
        "fallback": "regional",
    },
    "regional": {
        "partners": {},
        "require": ["territory", "policy_signed"],
        "method": "weighted",
        "prefer": ["territory_specificity"],
        "pause_after_missed": 5,
    },
}
POLICY: dict[str, Any] = {
    "rules": RULES,
    "pools": POOLS,
    "sla": {
        "accept_within": "24h",
        "warn_after": "5d",
        "revoke_after": "8d",
        "max_offers": 5,
        "clock": "wall",
    },
}


def _earlier_policy() -> dict[str, Any]:
    """The version before: other shares, and no rule for voice."""
    policy = deepcopy(POLICY)
    policy["pools"]["priority"]["shares"] = {"platinum": 70, "gold": 20, "silver": 10}
    policy["rules"] = [rule for rule in policy["rules"] if rule.get("pool") != "voice"]
    del policy["pools"]["voice"]
    return policy


ACME = VendorSeed(
    slug="acme",
    name="Acme Networks",
    brand_color="#0b6e6e",
    time_zone="America/New_York",
    currency="USD",
    seed=20260101,
    tiers=(("platinum", "Platinum"), ("gold", "Gold"), ("silver", "Silver"), ("bronze", "Bronze")),
    tiers_ask={
        "platinum": {"certifications": 4, "won": 12, "revenue": 400_000, "win_rate": 25, "training": 85},
        "gold": {"certifications": 3, "won": 6, "revenue": 150_000, "training": 70},
        "silver": {"certifications": 1, "won": 2, "first_action_hours": 24},
    },
    strategic_accounts=(
        ("Brightwater Hospitals", "https://brightwater.example"),
        ("Continental Freight Group", "https://continental-freight.example"),
    ),
    exchange_rates={"EUR": "1.08", "GBP": "1.27", "CAD": "0.73"},
    certifications={
        "network-security": "Network security",
        "wireless-design": "Wireless design",
        "sd-wan": "SD-WAN specialist",
        "voice-engineer": "Voice engineer",
        "data-protection": "Data protection",
    },
    verticals={
        "manufacturing": "Manufacturing",
        "health-care": "Health care",
        "finance": "Financial services",
        "education": "Education",
        "retail": "Retail",
        "logistics": "Logistics",
        "public-sector": "Public sector",
        "energy": "Energy",
    },
    products={
        "firewall": ("Firewall", "security", "network-security", 38_000),
        "zero-trust-access": ("Zero-trust access", "security", "network-security", 55_000),
        "endpoint-protection": ("Endpoint protection", "security", "", 14_000),
        "switching": ("Switching", "network", "", 26_000),
        "wireless": ("Wireless", "network", "wireless-design", 22_000),
        "sd-wan": ("SD-WAN", "network", "sd-wan", 64_000),
        "voice": ("Voice", "collaboration", "voice-engineer", 18_000),
        "backup": ("Backup", "data", "data-protection", 12_000),
    },
    partners=PARTNERS,
    people=(
        PersonSeed("alice@acme.example.com", "Alice Moreau", "admin"),
        PersonSeed("bob@acme.example.com", "Bob Tanaka", "channel_manager"),
        PersonSeed("ana@acme.example.com", "Ana Lindqvist", "analyst"),
        PersonSeed("pat@larkspur.example.com", "Pat Okafor", "partner_admin", "larkspur"),
        PersonSeed("robin@larkspur.example.com", "Robin Castellano", "partner_rep", "larkspur"),
        PersonSeed("kim@quillon.example.com", "Kim Delacroix", "partner_admin", "quillon"),
        PersonSeed("sam@quillon.example.com", "Sam Whitfield", "partner_rep", "quillon"),
        PersonSeed("jo@isarwerk.example.com", "Jo Brandl", "partner_admin", "isarwerk"),
    ),
    policies=(
        (92, "First rules: tiers for the best leads, distance for small ones.", _earlier_policy()),
        (35, "Voice goes to whoever accepts first; Gold and Silver get a larger part.", POLICY),
    ),
    markets=(
        *(Market(city, 7) for city in ("Austin", "Dallas", "Houston")),
        *(Market(city, 4) for city in ("New York", "Chicago", "San Francisco", "London", "Munich", "Berlin")),
        *(Market(city, 3) for city in ("San Antonio", "Atlanta", "Boston", "Toronto", "Sydney", "Paris")),
        *(Market(city, 2) for city in ("Fort Worth", "Newark", "Seattle", "Denver", "Hamburg", "Manchester")),
        *(Market(city, 2) for city in ("Amsterdam", "Madrid", "Singapore", "Bengaluru", "Melbourne")),
        *(Market(city, 1) for city in ("Hartford", "Milwaukee", "Detroit", "Charlotte", "Miami", "Phoenix")),
        *(Market(city, 1) for city in ("Portland", "San Jose", "Montreal", "Cologne", "Frankfurt", "Vienna")),
        *(Market(city, 1) for city in ("Zurich", "Lyon", "Brussels", "Stockholm", "Mumbai", "Auckland")),
    ),
    leads=210,
    agreement=(
        "1. Leads are shared by the published rules. Every partner can see why a lead went where it went.\n\n"
        "2. Answer an offer before its deadline. An offer that nobody answers goes to the next partner.\n\n"
        "3. Work what you accept, and report. A lead without any news goes to another partner.\n\n"
        "4. Contact details are for the sale in hand. Keep them no longer than the law allows.\n\n"
        "5. A registered and approved deal protects an account for ninety days."
    ),
    favourite="larkspur",
)
