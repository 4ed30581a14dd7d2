"""Globex Instruments: a second, smaller vendor. Its data must never show in the first."""

from typing import Any

from prm.demo.seeds import Market, PersonSeed, VendorSeed
from prm.demo.seeds import PartnerSeed as P

POLICY: dict[str, Any] = {
    "rules": [
        {
            "name": "Calibration contracts",
            "when": {"field": "products", "op": "includes", "value": "calibration"},
            "then": "route",
            "pool": "calibrators",
        },
        {"name": "Everything else", "then": "route", "pool": "everyone"},
    ],
    "pools": {
        "calibrators": {
            "partners": {"certifications": ["calibration-lab"]},
            "require": ["territory"],
            "method": "round_robin",
            "fallback": "everyone",
        },
        "everyone": {"partners": {}, "require": ["territory"], "method": "nearest"},
    },
    "sla": {
        "accept_within": "2d",
        "warn_after": "7d",
        "revoke_after": "14d",
        "max_offers": 3,
        "clock": "business",
    },
}
LAB = ("calibration-lab",)

GLOBEX = VendorSeed(
    slug="globex",
    name="Globex Instruments",
    brand_color="#7a3ea8",
    time_zone="Europe/Berlin",
    currency="EUR",
    seed=20260202,
    tiers=(("premier", "Premier"), ("partner", "Partner")),
    certifications={"calibration-lab": "Calibration laboratory"},
    verticals={"laboratories": "Laboratories", "food": "Food", "automotive": "Automotive"},
    products={
        "scales": ("Precision scales", "instruments", "", 9_000),
        "spectrometers": ("Spectrometers", "instruments", "", 70_000),
        "calibration": ("Calibration", "services", "calibration-lab", 6_000),
    },
    partners=(
        P("messhaus", "Messhaus Berlin", "premier", "Berlin", ("DE",), LAB, ("laboratories",), 2, 15, 0.85),
        P("isar-labor", "Isar Labor", "premier", "Munich", ("DE", "AT"), LAB, ("automotive",), 2, 15, 0.8),
        P("rijnwaag", "Rijnwaag", "partner", "Amsterdam", ("NL", "BE"), LAB, ("food",), 1, 10, 0.7),
        P("atelier-mesure", "Atelier Mesure", "partner", "Paris", ("FR",), (), ("food",), 1, 10, 0.7),
        P("larkspur", "Larkspur Networks", "partner", "Austin", ("US",), (), ("laboratories",), 1, 10, 0.9),
        P("albion-scales", "Albion Scales", "partner", "London", ("GB",), LAB, ("food",), 1, 10, 0.7),
    ),
    people=(
        PersonSeed("greta@globex.example.com", "Greta Nilsen", "admin"),
        PersonSeed("milo@globex.example.com", "Milo Ferrant", "channel_manager"),
        PersonSeed("yuki@globex.example.com", "Yuki Abel", "analyst"),
        PersonSeed("tove@messhaus.example.com", "Tove Hartung", "partner_admin", "messhaus"),
        PersonSeed("ravi@messhaus.example.com", "Ravi Sommer", "partner_rep", "messhaus"),
        # Pat works with both vendors: one login, a switcher.
        PersonSeed("pat@larkspur.example.com", "Pat Okafor", "partner_admin", "larkspur"),
    ),
    policies=((92, "Calibration to those with a laboratory, the rest to the nearest.", POLICY),),
    markets=(
        *(Market(city, 3) for city in ("Berlin", "Munich", "Hamburg")),
        *(Market(city, 2) for city in ("Vienna", "Amsterdam", "Paris", "London", "Austin")),
    ),
    leads=36,
    agreement="Leads are shared by the published rules. Answer offers in time, and work what you accept.",
    favourite="messhaus",
)
