"""`manage.py vendor show|suspend|resume|limit SLUG`: what the operator decides about a vendor."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prm.platform.tenants.models import Vendor
from prm.platform.tenants.services.operate_vendor import limit_vendor, resume_vendor, suspend_vendor


class Command(BaseCommand):
    """Changes it, and prints how the vendor stands then."""

    help = "Suspend a vendor, serve it again, or limit its API requests; prints how it stands, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for act, words in (
            ("show", "change nothing"),
            ("suspend", "no pages, no API, nothing is routed or expires"),
            ("resume", "serve it again"),
        ):
            acts.add_parser(act, help=words).add_argument("slug")
        limit = acts.add_parser("limit", help="limit the API requests of all its keys together")
        limit.add_argument("slug")
        limit.add_argument("requests_per_minute", type=int, help="0: no limit of the vendor's own")

    def handle(self, *args: Any, **options: Any) -> None:
        vendor = Vendor.objects.filter(slug=options["slug"]).first()
        if vendor is None:
            raise CommandError(f"There is no vendor {options['slug']}.")
        if options["act"] == "suspend":
            suspend_vendor(vendor)
        elif options["act"] == "resume":
            resume_vendor(vendor)
        elif options["act"] == "limit":
            limit_vendor(vendor, _limit(options["requests_per_minute"]))
        vendor.refresh_from_db()
        names = ("slug", "name", "is_active", "requests_per_minute")
        self.stdout.write(json.dumps({name: getattr(vendor, name) for name in names}, indent=2))


def _limit(requests_per_minute: int) -> int | None:
    if requests_per_minute < 0:
        raise CommandError("A limit is a number of requests, or 0 for none.")
    return requests_per_minute or None
