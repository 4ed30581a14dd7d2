"""Decisions a second in the engine alone, every reason of every partner kept.

Run as `python -m bench.engine [--quick]`. One core; leads come in batches of 200, as the
router claims them, from 2,000 places, and every tenth was offered before. Prints a table,
then a simulation of 100,000 leads against 500 partners.
"""

import argparse
import random
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from routing.engine import (
    LeadFacts,
    Outcomes,
    PartnerFacts,
    PartnerTable,
    Router,
    RoutingState,
    Territory,
    TierFacts,
    Version,
    compile_policy,
    errors_of,
    simulate,
    validate_document,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TIERS = (TierFacts("platinum", 1), TierFacts("gold", 2), TierFacts("silver", 3), TierFacts("bronze", 4))
INDUSTRIES = ("health", "manufacturing", "retail", "finance", "education", "energy")
PRODUCTS = ("firewall", "siem", "vpn", "backup", "storage", "network")
STATES = tuple(f"US-{code}" for code in ("TX", "CA", "NY", "FL", "WA", "IL", "OH", "GA"))
BATCH = 200


def partners(count: int, chance: random.Random) -> list[PartnerFacts]:
    """A programme: four tiers, certifications, industries, states and postal areas, limits."""
    return [
        PartnerFacts(
            id=f"partner-{number:06d}",
            name=f"Partner {number}",
            tier=chance.choices(("platinum", "gold", "silver", "bronze"), (1, 3, 6, 10))[0],
            weight=chance.randint(1, 5),
            capacity=chance.choice((None, 50, 200)),
            daily_cap=chance.choice((None, None, 40)),
            certifications={slug: date(2027, 1, 1) for slug in PRODUCTS if chance.random() < 0.5},
            specialisations=tuple(chance.sample(INDUSTRIES, 3)),
            languages=("en", "es")[: chance.randint(1, 2)],
            territories=(
                Territory("US"),
                Territory("US", chance.choice(STATES)),
                Territory("US", postal_prefix=f"{chance.randint(0, 99):02d}"),
            )[chance.randint(0, 1) :],
            latitude=chance.uniform(26, 48),
            longitude=chance.uniform(-122, -72),
            time_zone=chance.choice(("America/Chicago", "America/New_York", "America/Los_Angeles")),
            closed_won=chance.randint(0, 30),
            closed_lost=chance.randint(0, 60),
        )
        for number in range(count)
    ]


def policy(rules: int) -> Version:
    """So many rules over six pools; the last third of leads reaches the catch-all."""
    needs = ["product_certification", "industry", "territory", "language"]
    pools: dict[str, Any] = {
        "secure": {
            "method": "tiered",
            "shares": {"platinum": 60, "gold": 25, "silver": 15},
            "require": needs,
        },
        "local": {"method": "weighted", "require": ["territory"], "prefer": ["territory_specificity"]},
        "proven": {"method": "performance", "require": ["industry", "language"], "caps": {"week": 500}},
        "near": {"method": "nearest", "nearest": {"bands_km": [100, 400, 1200]}},
        "turns": {"method": "round_robin", "require": ["territory"]},
        "wide": {"method": "weighted"},
    }
    for key in ("secure", "local", "proven", "near", "turns"):
        pools[key]["fallback"] = "wide"
    document = {"rules": [*[rule(number, rules) for number in range(rules - 1)], CATCH_ALL], "pools": pools}
    assert not errors_of(validate_document(document))
    return compile_policy(document, number=1)


CATCH_ALL = {"name": "everything else", "then": "route", "pool": "wide"}


def rule(number: int, rules: int) -> dict[str, Any]:
    """One rule on product, value, state and industry; together the rules cover two leads in three."""
    parts = [
        {"field": "products", "op": "includes", "value": PRODUCTS[number % len(PRODUCTS)]},
        {"field": "estimated_value", "op": "gte", "value": 100_000 * (rules - number) / rules},
        {"any": [{"field": "region", "op": "in", "value": [*STATES[number % 8 :], STATES[0]]}]},
        {"not": {"field": "industry", "op": "eq", "value": INDUSTRIES[number % 6]}},
    ]
    pool = ("secure", "local", "proven", "near", "turns")[number % 5]
    return {"name": f"rule {number}", "when": {"all": parts}, "then": "route", "pool": pool}


def leads(
    count: int, chance: random.Random, partner_table: PartnerTable, every: timedelta
) -> list[LeadFacts]:
    """Leads from 2,000 places."""
    places = [
        (
            chance.choice(STATES),
            f"{chance.randint(0, 99_999):05d}",
            chance.uniform(26, 48),
            chance.uniform(-122, -72),
        )
        for _ in range(2000)
    ]
    found = []
    for number in range(count):
        region, postal, latitude, longitude = chance.choice(places)
        products = tuple(chance.sample(PRODUCTS, chance.randint(1, 2)))
        found.append(
            LeadFacts(
                id=f"lead-{number}",
                received_at=NOW + number * every,
                account=f"company{chance.randint(0, 5000)}.example.com",
                country="US",
                region=region,
                postal_code=postal,
                latitude=latitude,
                longitude=longitude,
                industry=chance.choice(INDUSTRIES),
                products=products,
                required_certifications=products,
                languages=("en",),
                estimated_value=float(chance.randint(0, 100_000)),
                previous_partner_ids=(chance.choice(partner_table.ids),) if number % 10 == 0 else (),
            )
        )
    return found


def decisions_a_second(partner_table: PartnerTable, version: Version, incoming: Sequence[LeadFacts]) -> float:
    """The best of four runs over the same leads, by processor time; the first also warms the caches.

    A running worker keeps its router, and so what it has worked out, from batch to batch.
    """
    router, best = Router(version, partner_table), 0.0
    for _ in range(4):
        routing_state = RoutingState.build(partner_table)
        started = time.process_time()
        for first in range(0, len(incoming), BATCH):
            router.decide_batch(incoming[first : first + BATCH], routing_state, NOW)
        best = max(best, len(incoming) / (time.process_time() - started))
    return best


def measure(sizes: Sequence[int], rule_counts: Sequence[int]) -> None:
    """The table: partners down, rules across."""
    print(
        "decisions a second, all reasons kept".ljust(40)
        + "".join(f"{n} rules".rjust(12) for n in rule_counts)
    )
    for size in sizes:
        chance = random.Random(size)
        partner_table = PartnerTable.build(partners(size, chance), TIERS)
        incoming = leads(4000 if size <= 5000 else 1000, chance, partner_table, timedelta(seconds=1))
        speeds = [decisions_a_second(partner_table, policy(rules), incoming) for rules in rule_counts]
        print(
            f"{size:>8,} partners".ljust(40) + "".join(f"{speed:,.0f}".rjust(12) for speed in speeds),
            flush=True,
        )


def measure_simulation(count: int) -> None:
    """Leads spread over 90 days, closing after two weeks."""
    chance = random.Random(1)
    partner_table = PartnerTable.build(partners(500, chance), TIERS)
    incoming = leads(count, chance, partner_table, timedelta(days=90) / count)
    started = time.process_time()
    result = simulate(
        incoming, policy(50), partner_table, RoutingState.build(partner_table), Outcomes(timedelta(days=14))
    )
    spent = time.process_time() - started
    print(f"simulated {result.leads:,} leads against 500 partners in {spent:.1f} s; {dict(result.outcomes)}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer sizes, a smaller simulation")
    quick = parser.parse_args().quick
    measure((500, 5000) if quick else (50, 500, 5000, 50_000), (50,) if quick else (10, 50, 200))
    measure_simulation(10_000 if quick else 100_000)


if __name__ == "__main__":
    main()
