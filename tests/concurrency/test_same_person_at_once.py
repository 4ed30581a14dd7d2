"""Ten posts about one person at once: first without the keys' lock (the race shows), then with it."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connections

from leads.models import LaterPost, Lead
from leads.services import recognise
from leads.services.receive_leads import receive_leads
from prm.platform.ids import new_id
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import Offer
from routing.policies.services.start_vendor import start_vendor
from tests.factories import PartnerFactory, VendorFactory
from tests.services.rounds import PERSON, publish

pytestmark = pytest.mark.usefixtures("committed")
AT_ONCE = 10
RITA = {"email": "rita@gmail.com", "last_name": "Roe", "phone": "+15125550100", "country": "US"}
NAMED = {"external_id": "same", "email": "s@gmail.com"}


@pytest.fixture
def vendor(committed: None) -> Iterator[Vendor]:
    made = VendorFactory(slug=f"race-{new_id().hex[-20:]}")
    with vendor_scope(made.id):
        start_vendor()
        publish()
        PartnerFactory.create_batch(2)
    yield made


def post_at_once(vendor: Vendor, *bodies: dict[str, Any]) -> list[Any]:
    """Each body in a thread of its own; the rows that came of it, or the error."""
    barrier, results = threading.Barrier(len(bodies), timeout=20), []

    def one(body: dict[str, Any]) -> None:
        try:
            barrier.wait()
            with vendor_scope(vendor.id):
                results.extend(receive_leads(rows=[body], actor=PERSON))
        except DatabaseError as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(results) == len(bodies), "a thread hung"
    return results


def counts(vendor: Vendor) -> tuple[int, int, int]:
    """Leads, offers, later posts."""
    route_waiting_leads(vendor_id=vendor.id)
    with vendor_scope(vendor.id):
        return Lead.objects.count(), Offer.objects.count(), LaterPost.objects.count()


def test_without_the_keys_every_post_makes_a_lead(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "take_person_keys", dict)
    post_at_once(vendor, *[RITA] * AT_ONCE)
    assert counts(vendor) == (AT_ONCE, AT_ONCE, 0), "the race that the keys are there for"


@pytest.mark.parametrize("body", [RITA, NAMED])
def test_ten_posts_at_once_make_one_lead_and_one_offer(vendor: Vendor, body: dict[str, Any]) -> None:
    results = post_at_once(vendor, *[body] * AT_ONCE)
    assert sorted(row.is_duplicate for row in results) == [False] + [True] * (AT_ONCE - 1)
    assert len({row.lead.id for row in results}) == 1
    assert counts(vendor) == (1, 1, AT_ONCE - 1)


def test_ten_posts_at_once_after_a_closed_lead_make_one_more(vendor: Vendor) -> None:
    post_at_once(vendor, RITA)
    with vendor_scope(vendor.id):
        Lead.objects.update(state="lost")
    results = post_at_once(vendor, *[RITA] * AT_ONCE)
    assert sum(not row.is_duplicate for row in results) == 1
    with vendor_scope(vendor.id):
        assert Lead.objects.count() == 2


def test_posts_that_share_keys_in_any_order_never_lock_each_other_out(vendor: Vendor) -> None:
    phone, email = {"phone": RITA["phone"], "last_name": "Roe"}, {"email": RITA["email"]}
    results = post_at_once(vendor, *[RITA, phone, email] * 4)
    assert not [row for row in results if isinstance(row, DatabaseError)]
    with vendor_scope(vendor.id):
        # A phone and an e-mail that came before what joins them are two leads; never three.
        assert Lead.objects.count() <= 2


def test_without_the_keys_an_external_id_still_makes_no_second_lead(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognise, "take_person_keys", dict)
    results = post_at_once(vendor, NAMED, NAMED)
    assert sum(isinstance(row, DatabaseError) for row in results) == 1
    assert counts(vendor)[0] == 1
