"""`manage.py demo_leads --rate 2`: plausible leads through the API, at an even pace, for a while."""

import logging
from argparse import ArgumentParser
from itertools import count, takewhile
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from prm.demo.acme import ACME
from prm.demo.globex import GLOBEX
from prm.demo.invent import invent_lead
from prm.local.folder import read_json
from prm.local.logins import VendorAccess, remembered
from prm.platform.ids import new_id

SEEDS = {seed.slug: seed for seed in (ACME, GLOBEX)}
MOST_A_SECOND = 200.0
LONGEST_SECONDS = 3600.0


class Command(BaseCommand):
    """Posts leads one by one at an even pace, and ends by itself."""

    help = "Post invented leads to a running stack, at an even pace, for a while."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rate", type=float, default=2.0, help="leads a second (2)")
        parser.add_argument("--seconds", type=float, default=60.0, help="for how long (60)")
        parser.add_argument("--vendor", default=ACME.slug, choices=sorted(SEEDS))
        parser.add_argument("--url", default=_running_at(), help="where the stack runs (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        rate, seconds = options["rate"], options["seconds"]
        if not 0 < rate <= MOST_A_SECOND:
            raise CommandError(f"--rate: more than 0, and at most {MOST_A_SECOND:g} leads a second")
        if not 0 < seconds <= LONGEST_SECONDS:
            raise CommandError(f"--seconds: more than 0, and at most {LONGEST_SECONDS:g}")
        # One line a lead is enough: ours.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        access = _access(options["vendor"])
        headers = {"Authorization": f"Bearer {access['api_key']}"}
        with httpx.Client(base_url=options["url"], headers=headers, timeout=10) as client:
            self._post_leads(client, options["vendor"], rate, seconds)

    def _post_leads(self, client: httpx.Client, vendor: str, rate: float, seconds: float) -> None:
        random, began = Random(), monotonic()  # noqa: S311 (nothing here is secret)
        posted = 0
        try:
            for due in takewhile(lambda due: due < seconds, (number / rate for number in count())):
                sleep(max(0.0, began + due - monotonic()))
                self._post(
                    client, invent_lead(random, SEEDS[vendor], 0) | {"external_id": f"trickle-{new_id()}"}
                )
                posted += 1
        except KeyboardInterrupt:
            self.stdout.write("stopped")
        self.stdout.write(f"{posted} leads in {monotonic() - began:.1f} s")

    def _post(self, client: httpx.Client, lead: dict[str, Any]) -> None:
        try:
            answer = client.post("/api/v1/leads/", json=lead)
        except httpx.TransportError as error:
            raise CommandError(
                f"{client.base_url} does not answer: is the stack running? ({error})"
            ) from error
        if answer.status_code != 201:
            raise CommandError(f"{answer.status_code}: {answer.text[:500]}")
        where = ", ".join(part for part in (lead["city"], lead["country"]) if part)
        self.stdout.write(f"{lead['company']} ({where}): {' and '.join(lead['products'])}")


def _running_at() -> str:
    """What `manage.py up` wrote once it served; without it, the usual address."""
    return str(read_json(Path(settings.DATA_DIR) / "ready.json").get("url", settings.BASE_URL))


def _access(slug: str) -> VendorAccess:
    found = [access for access in remembered(Path(settings.DATA_DIR)) if access["slug"] == slug]
    if not found:
        raise CommandError(f"no API key of {slug} is kept in {settings.DATA_DIR}: run load_demo first")
    return found[0]
