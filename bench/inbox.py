"""Server time of the portal's inbox with few and many open offers, beside a page that does nothing.

Run as `python -m bench.inbox [--quick]`. A rep of a partner asks the web server of a stack of its own,
one request after another.
"""

import argparse
import os
import random
import signal
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles
from typing import Any

from bench.stack import running_stack

OFFERS = (0, 10, 200, 1000)


@dataclass(frozen=True)
class Figures:
    """Milliseconds and bytes of one page."""

    page: str
    p50: float
    p95: float
    size: int


def measure(url: str, rounds: int) -> list[Figures]:
    """The health check, then the inbox with more and more offers."""
    from bench.programme import make_programme  # noqa: PLC0415 - needs Django set up

    programme = make_programme(5)
    cookie, partner = _rep_of(programme.vendor)
    inbox = f"{url}/{programme.vendor.slug}/portal/"
    found = [_timed("/healthz", f"{url}/healthz", "", rounds)]
    there = 0
    for count in OFFERS:
        _offer(programme.vendor, partner, there, count)
        there = count
        found.append(_timed(f"inbox, {count} offers", inbox, cookie, rounds))
    return found


def _rep_of(vendor: Any) -> tuple[str, Any]:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from prm.platform.tenants.models import Membership  # noqa: PLC0415
    from prm.platform.tenants.scope import vendor_scope  # noqa: PLC0415

    with vendor_scope(vendor.id):
        member = Membership.objects.select_related("user", "partner").exclude(partner=None)[0]
    client = Client()
    client.force_login(member.user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}", member.partner


def _offer(vendor: Any, partner: Any, first: int, upto: int) -> None:
    """Open offers of leads of every kind, without what else routing does."""
    from bench.programme import lead_body, new_lead  # noqa: PLC0415
    from leads.models import Lead  # noqa: PLC0415
    from prm.platform import clock  # noqa: PLC0415
    from prm.platform.tenants.scope import vendor_scope  # noqa: PLC0415
    from routing.models import Offer  # noqa: PLC0415

    chance, now = random.Random(first), clock.now()
    with vendor_scope(vendor.id):
        leads = [new_lead(lead_body(number, chance)) for number in range(first, upto)]
        for lead in leads:
            lead.state = "offered"
        Lead.objects.bulk_create(leads)
        Offer.objects.bulk_create(
            Offer(
                lead=lead,
                partner=partner,
                offered_at=now,
                visible_at=now,
                deadline_at=now + timedelta(hours=chance.randint(1, 48)),
                accept_within_seconds=86_400,
                warn_after_seconds=86_400,
                revoke_after_seconds=172_800,
                pool="regional",
                method="weighted",
                rule_name="Everything else",
            )
            for lead in leads
        )


def _timed(page: str, address: str, cookie: str, rounds: int) -> Figures:
    spent, size = [], 0
    for number in range(rounds + 5):
        request = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=30) as answer:
            size = len(answer.read())
        if number >= 5:  # the first ones load templates
            spent.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(spent, n=20)
    return Figures(page, cuts[9], cuts[18], size)


def table(figures: Sequence[Figures]) -> str:
    """The figures for people."""
    lines = [
        f"pages of the portal, one client, {os.cpu_count()} cores",
        f"{'page':<22} {'p50':>9} {'p95':>9} {'bytes':>9}",
    ]
    for one in figures:
        lines.append(f"{one.page:<22} {one.p50:>6.1f} ms {one.p95:>6.1f} ms {one.size:>9,}")
    return "\n".join(lines)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="30 requests a page, not 200")
    rounds = 30 if parser.parse_args().quick else 200
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the stack is stopped then, too
    with running_stack() as url:
        print(table(measure(url, rounds)))


if __name__ == "__main__":
    main()
