"""`manage.py load_demo`: two invented vendors with ninety days of history. Safe to run twice."""

from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from prm.demo.acme import ACME
from prm.demo.globex import GLOBEX
from prm.demo.load import load_vendor, logins_of
from prm.demo.seeds import VendorSeed
from prm.local.logins import remember, remembered
from prm.platform.hand_over import send_on_commit
from prm.platform.tenants.keys import issue_key
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope


class Command(BaseCommand):
    """A vendor that is there already is left as it is; a key is issued anew only when it was forgotten."""

    help = "Load the demo vendors, unless they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        for seed in (ACME, GLOBEX):
            known = Vendor.objects.filter(slug=seed.slug).first()
            if known is None:
                self._load(seed)
            else:
                self._remember_again(seed, known)

    def _load(self, seed: VendorSeed) -> None:
        began = monotonic()
        loaded = load_vendor(seed, self._say)
        remember(seed.slug, api_key=loaded.api_key, logins=loaded.logins)
        # Each partner's path to more leads is worked out by the worker, once it runs, and not only at night.
        send_on_commit("routing.rebuild_paths", str(Vendor.objects.get(slug=seed.slug).id))
        self._say(f"{seed.name}: {seed.leads} leads in {monotonic() - began:.1f} s")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _remember_again(self, seed: VendorSeed, vendor: Vendor) -> None:
        if any(access["slug"] == seed.slug for access in remembered(Path(settings.DATA_DIR))):
            self.stdout.write(f"{vendor.name} is there already")
            return
        with vendor_scope(vendor.id):
            key = issue_key(vendor=vendor, name="Demo key")
        remember(seed.slug, api_key=key.text, logins=logins_of(seed))
        self.stdout.write(f"{vendor.name} is there already; it has a new API key")
