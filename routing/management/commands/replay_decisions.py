"""manage.py replay_decisions [--vendor SLUG] [--since DATE]"""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.decisions.selectors.replayed import Replay, replay_since


class Command(BaseCommand):
    help = (
        "Make every stored decision again from what was stored, and name the first that comes out otherwise."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vendor", help="only this vendor (slug)")
        parser.add_argument("--since", type=_instant, help="only decisions since this date or instant (UTC)")

    def handle(self, *args: Any, **options: Any) -> None:
        vendors = Vendor.objects.order_by("slug")
        if options["vendor"]:
            vendors = vendors.filter(slug=options["vendor"])
            if not vendors:
                raise CommandError(f"There is no vendor {options['vendor']}.")
        differing = [vendor.slug for vendor in vendors if not self._is_same(vendor, options["since"])]
        if differing:
            raise CommandError(f"Decisions differ: {', '.join(differing)}.", returncode=1)

    def _is_same(self, vendor: Vendor, since: datetime | None) -> bool:
        with vendor_scope(vendor.id):
            replay = replay_since(since)
        self.stdout.write(f"{vendor.slug}: {_words(replay)}")
        return replay.difference is None


def _words(replay: Replay) -> str:
    by_hand = f"; made by hand, so not replayed: {replay.by_hand}" if replay.by_hand else ""
    return _came_out(replay) + by_hand


def _came_out(replay: Replay) -> str:
    if replay.difference is None:
        return f"{replay.decisions} decisions in {replay.batches} batches came out the same"
    found = replay.difference
    return (
        f"decision {found.decision_id} of {found.decided_at.isoformat()} (batch {found.batch_id}) differs: "
        f"{found.words}; {replay.decisions} before it came out the same"
    )


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no date: write 2026-01-31 or 2026-01-31T09:30Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
