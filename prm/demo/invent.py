"""Plausible leads, plainly invented: `.example` domains, 555 and other numbers kept for fiction."""

from random import Random
from typing import Any

from prm.demo.places import CITIES
from prm.demo.seeds import City, VendorSeed

FIRST_NAMES = (
    "Ada", "Bruno", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Keiko", "Leo",
    "Mara", "Nils", "Olga", "Pedro", "Quinn", "Rosa", "Stefan", "Tara", "Umar", "Vera", "Wen", "Yara", "Zoe",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Bergman", "Castillo", "Dupree", "Ekström", "Fontaine", "Grady", "Hollis", "Iversen", "Jansen",
    "Keller", "Lombard", "Marsh", "Novak", "Ortega", "Pryce", "Quist", "Reyes", "Sato", "Thorne", "Ueda",
    "Vance", "Weiss", "Yilmaz", "Zeller",
)  # fmt: skip
COMPANY_WORDS = (
    "Amberly", "Brightwater", "Cindercone", "Dovetail", "Eastlight", "Foxglove", "Greenhollow", "Highmarsh",
    "Inkwell", "Juniper Row", "Kingsferry", "Longacre", "Millrace", "Northgate", "Oakhaven", "Pinecrest",
    "Quarry Hill", "Riverbend", "Stonebridge", "Tallowfield", "Underhill", "Vinegrove", "Westerly", "Yarrow",
)  # fmt: skip
BUSINESS_WORDS = {
    "manufacturing": ("Foundry", "Mills", "Tooling", "Castings"),
    "health-care": ("Clinics", "Medical Group", "Care", "Hospital"),
    "finance": ("Savings", "Insurance", "Capital", "Credit Union"),
    "education": ("Academy", "College", "Schools", "Institute"),
    "retail": ("Stores", "Markets", "Outfitters", "Trading"),
    "logistics": ("Freight", "Warehousing", "Lines", "Couriers"),
    "public-sector": ("County", "Transit Authority", "Water Board", "Library Service"),
    "energy": ("Power", "Solar", "Utilities", "Wind"),
}
TITLES = (
    "Head of IT",
    "Network manager",
    "CIO",
    "Operations director",
    "Owner",
    "Security officer",
    "IT lead",
)
SOURCES = (
    ("web", 5),
    ("webinar", 2),
    ("trade-show", 2),
    ("content", 2),
    ("referral", 1),
    ("partner-event", 1),
)
NEEDS = ("replacement", "expansion", "new-site", "compliance", "consolidation")
NEED_TEXTS = (
    "Our current setup is out of support next year and we want to compare two options.",
    "We are opening another site and need it to work like the others from the first day.",
    "The auditors gave us until the end of the quarter.",
    "Too many small boxes from too many makers; we would like one that one team can run.",
    "We had two outages in a month. Please call before noon.",
)
TIMELINES = ("now", "within 1 month", "1-3 months", "this quarter", "6 months", "next year", "exploring")


def invent_lead(random: Random, vendor: VendorSeed, number: int, city_name: str = "") -> dict[str, Any]:
    """One lead as a marketing system would post it; the same for the same state of `random`."""
    chosen = random.choices([m.city for m in vendor.markets], [m.weight for m in vendor.markets])[0]
    city = CITIES[city_name or chosen]
    industry = random.choice(sorted(vendor.verticals))
    products = random.sample(sorted(vendor.products), k=random.choices((1, 2), (4, 1))[0])
    interest = round(min(100, max(0, random.gauss(52, 24))))
    value = _value(random, vendor, products)
    lead = _company(random, city, industry) | _person(random, city)
    lead["email"] = f"{lead['first_name']}.{lead['last_name']}@{lead.pop('domain')}".lower().replace("ö", "o")
    return lead | {
        "external_id": f"{vendor.slug}-{number:05}",
        "source": random.choices([s for s, _ in SOURCES], [w for _, w in SOURCES])[0],
        "campaign": random.choice(("spring-refresh", "secure-branch", "always-on", "")),
        "products": products,
        "estimated_value": value,
        "currency": vendor.currency,
        "intent_score": interest,
        "budget_confirmed": random.random() < 0.25 + interest / 200,
        "budget_amount": value if random.random() < 0.4 else None,
        "authority": random.choice(("decision maker", "influencer", "researcher", "")),
        "need": random.choice(NEED_TEXTS),
        "need_category": random.choice(NEEDS),
        "timeline": random.choice(TIMELINES),
        "consent": {"email": True, "phone": random.random() < 0.7},
    }


def _value(random: Random, vendor: VendorSeed, products: list[str]) -> int:
    usual = sum(vendor.products[slug][3] for slug in products)
    return max(500, round(usual * random.lognormvariate(0, 0.9) / 100) * 100)


def _company(random: Random, city: City, industry: str) -> dict[str, Any]:
    words = BUSINESS_WORDS.get(industry, ("Laboratories", "Group", "Works", "Partners"))
    name = f"{random.choice(COMPANY_WORDS)} {random.choice(words)}"
    domain = f"{name.lower().replace(' ', '-')}-{city.country.lower()}.example"
    return {
        "company": f"{name} {city.name}" if random.random() < 0.2 else name,
        "domain": domain,
        "website": f"https://www.{domain}",
        "country": city.country,
        "region": city.region,
        "city": city.name,
        "postal_code": city.postal_code,
        "industry": industry,
        "employees": round(random.lognormvariate(5, 1.3)) + 2,
        "languages": [city.language],
    }


def _person(random: Random, city: City) -> dict[str, Any]:
    number = f"{random.randrange(100, 200):04}" if len(city.phone) == 8 else f"{random.randrange(1000):03}"
    return {
        "first_name": random.choice(FIRST_NAMES),
        "last_name": random.choice(LAST_NAMES),
        "job_title": random.choice(TITLES),
        "phone": city.phone + number if city.phone else "",
    }
