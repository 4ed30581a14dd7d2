"""The demo looks like a business, and everything in it really happened."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from leads.models import Lead, LeadEvent, LeadState
from partners.models import Partner
from prm.demo.acme import ACME
from prm.demo.globex import GLOBEX
from prm.demo.load import Loaded, load_vendor
from prm.demo.programme import PASSWORD
from prm.local.logins import remembered
from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.keys import find_key
from prm.platform.tenants.models import ApiKey, Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.models import LIVE_STATES, Decision, Offer, OfferState

SMALL_ACME, SMALL_GLOBEX = replace(ACME, leads=36), replace(GLOBEX, leads=8)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """The demo, once for all tests of this file, in a transaction that is rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_vendor(SMALL_ACME)
        transaction.set_rollback(True)


@pytest.fixture
def savepoint(loaded: Loaded) -> Iterator[None]:
    """What a test adds is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_it_looks_like_a_business(loaded: Loaded) -> None:
    with vendor_scope(loaded.vendor.id):
        partners = Partner.objects.select_related("tier")
        assert partners.count() == 40
        assert {p.tier.slug for p in partners} == {"platinum", "gold", "silver", "bronze"}
        assert {p.time_zone.partition("/")[0] for p in partners} >= {"America", "Europe", "Asia", "Australia"}
        states = set(Lead.objects.values_list("state", flat=True))
        assert states >= {LeadState.WON, LeadState.LOST, LeadState.OFFERED, LeadState.IN_PROGRESS}
        assert Lead.objects.filter(received_at__lt=clock.now() - timedelta(days=60)).exists()
        waiting = Offer.objects.filter(partner__external_id="larkspur", state=OfferState.OFFERED)
        assert waiting.filter(deadline_at__gt=clock.now()).count() >= 2


def test_what_is_in_it_holds_together(loaded: Loaded) -> None:
    with vendor_scope(loaded.vendor.id):
        live = Offer.objects.filter(state__in=LIVE_STATES)
        assert not live.values("lead").annotate(n=Count("id")).filter(n__gt=1).exists()
        assert set(live.values_list("lead__state", flat=True)) <= {
            LeadState.OFFERED,
            LeadState.ACCEPTED,
            LeadState.IN_PROGRESS,
        }
        assert not Lead.objects.filter(state=LeadState.NEW).exists()
        assert not LeadEvent.objects.filter(at__gt=clock.now()).exists()
        offered_late = [o for o in Offer.objects.filter(round=1, is_manual=False).select_related("lead")
                        if o.offered_at - o.lead.received_at > timedelta(seconds=1)]  # fmt: skip
        assert offered_late == []
        assert Decision.objects.count() >= 40


def test_nobody_is_mailed_about_the_past(loaded: Loaded) -> None:
    with vendor_scope(loaded.vendor.id):
        assert OutboxMessage.objects.exists()
        assert not OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING).exists()


def test_its_decisions_replay(loaded: Loaded) -> None:
    call_command("replay_decisions", "--vendor", loaded.vendor.slug)


def test_everyone_named_can_log_in(loaded: Loaded, savepoint: None, client: Client) -> None:
    roles = set()
    for login in loaded.logins:
        assert client.login(email=login["email"], password=login["password"]), login
        page = "portal" if login["partner"] else "admin"
        assert client.get(f"/{loaded.vendor.slug}/{page}/").status_code == 200, login
        roles.add(login["role"])
    assert roles == {"admin", "channel_manager", "analyst", "partner_admin", "partner_rep"}
    with vendor_scope(loaded.vendor.id):
        assert find_key(loaded.api_key) is not None


def test_one_vendors_data_does_not_show_in_the_other(loaded: Loaded, savepoint: None) -> None:
    other = load_vendor(SMALL_GLOBEX)
    with vendor_scope(loaded.vendor.id):
        assert not Lead.objects.filter(external_id__startswith="globex").exists()
        assert not Partner.objects.filter(name="Messhaus Berlin").exists()
    with vendor_scope(other.vendor.id):
        assert not Lead.objects.filter(external_id__startswith="acme").exists()
        assert Partner.objects.count() == 6


def test_it_is_loaded_once_and_remembered(
    savepoint: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("prm.demo.management.commands.load_demo.ACME", SMALL_GLOBEX)
    monkeypatch.setattr("prm.demo.management.commands.load_demo.GLOBEX", replace(SMALL_GLOBEX, slug="second"))
    call_command("load_demo")
    before = [(v.slug, leads_of(v)) for v in Vendor.objects.order_by("slug")]
    call_command("load_demo")
    assert [(v.slug, leads_of(v)) for v in Vendor.objects.order_by("slug")] == before
    access = remembered(tmp_path)
    assert [vendor["slug"] for vendor in access] == ["globex", "second"]
    assert {login["password"] for login in access[0]["logins"]} == {PASSWORD}
    (tmp_path / "logins.json").unlink()
    call_command("load_demo")
    with vendor_scope(Vendor.objects.get(slug="globex").id):
        assert find_key(remembered(tmp_path)[0]["api_key"]) is not None
        assert ApiKey.objects.count() == 2


def leads_of(vendor: Vendor) -> int:
    with vendor_scope(vendor.id):
        return Lead.objects.count()
