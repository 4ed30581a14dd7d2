"""manage.py verify_ledger [--vendor SLUG] [--head NUMBER:DIGEST]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prm.platform.ledger.verify import Verdict, verify_vendor
from prm.platform.tenants.models import Vendor


class Command(BaseCommand):
    help = "Recompute the hash chain over decisions and timelines, and name the first row that was altered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vendor", help="only this vendor (slug)")
        parser.add_argument("--head", help="a link, as printed before, that the vendor's chain must contain")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["head"] and not options["vendor"]:
            raise CommandError("--head needs --vendor")
        vendors = Vendor.objects.order_by("slug")
        if options["vendor"]:
            vendors = vendors.filter(slug=options["vendor"])
            if not vendors:
                raise CommandError(f"There is no vendor {options['vendor']}.")
        verdicts = {v.slug: verify_vendor(vendor_id=v.id, head=options["head"]) for v in vendors}
        for slug, verdict in verdicts.items():
            self.stdout.write(f"{slug}: {self._words(verdict)}")
        if any(verdict.trouble for verdict in verdicts.values()):
            raise CommandError("The ledger does not hold.", returncode=1)

    @staticmethod
    def _words(verdict: Verdict) -> str:
        if verdict.trouble:
            return f"{verdict.trouble}; {verdict.rows} rows before it are as they were sealed"
        return f"{verdict.rows} rows in {verdict.seals} seals are as they were sealed; head {verdict.head}"
