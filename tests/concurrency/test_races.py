"""Races for real: two connections at once, first with the lock off (the race shows), then with it.

Every test commits for real and has a vendor of its own.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connections

from leads.models import Lead
from leads.services import register_deal as registering
from partners.models import Partner
from prm.platform.errors import NotPossible
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope
from routing import locks
from routing.batches.services import route_leads
from routing.batches.services.route_leads import route_if_free, route_waiting_leads
from routing.models import LIVE_STATES, Decision, Offer, OfferInvitee, PoolCredits
from routing.offers.services import accept_offer as accepting
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.decline_offer import decline_offer
from routing.policies.services.start_vendor import start_vendor
from routing.timers.services import fire_timers as firing
from routing.timers.services.fire_timers import fire_timers
from tests.factories import LeadFactory, PartnerFactory, VendorFactory
from tests.services.rounds import PERSON, live, publish, route

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def vendor(committed: None) -> Iterator[Vendor]:
    """A vendor of the test's own, with two partners; its slug is never used again."""
    from prm.platform.ids import new_id

    made = VendorFactory(slug=f"race-{new_id().hex[-20:]}")
    with vendor_scope(made.id):
        start_vendor()
        publish()
        PartnerFactory.create_batch(2)
    yield made


class Both:
    """Two threads doing the same thing; `meet()` inside makes each wait for the other at that point."""

    def __init__(self) -> None:
        self.barrier = threading.Barrier(2, timeout=5)
        self.results: list[Any] = []

    def meet(self) -> None:
        """Wait for the other, but not for long: a lock may be holding it."""
        with contextlib.suppress(threading.BrokenBarrierError):
            self.barrier.wait(timeout=1.0)

    def run(self, *acts: Callable[[], Any]) -> list[Any]:
        threads = [threading.Thread(target=self._one, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert len(self.results) == len(acts), "a thread hung"
        return self.results

    def _one(self, act: Callable[[], Any]) -> None:
        try:
            self.results.append(act())
        except (NotPossible, IntegrityError) as refused:
            self.results.append(refused)
        finally:
            connections.close_all()


def pause_after(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, both: Both) -> None:
    """Make both threads meet right after this function has answered: what they read is then equally old."""
    real = getattr(module, name)

    def paused(*args: Any, **kwargs: Any) -> Any:
        answer = real(*args, **kwargs)
        both.meet()
        return answer

    monkeypatch.setattr(module, name, paused)


# Two batches at once


def _two_batches(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    with vendor_scope(vendor.id):
        Partner.objects.update(capacity=1)
        LeadFactory()
        route()  # the partner table is stored: only capacity is left to race for
        Offer.objects.update(state="closed")
        LeadFactory.create_batch(4)
    both = Both()
    pause_after(monkeypatch, route_leads, "routing_state_of", both)

    def batch() -> int:
        return route_waiting_leads(vendor_id=vendor.id, limit=2)

    return both.run(batch, batch)


def _open_leads(vendor: Vendor) -> Counter[Any]:
    with vendor_scope(vendor.id):
        return Counter(Offer.objects.filter(state__in=LIVE_STATES).values_list("partner_id", flat=True))


def test_without_the_routing_lock_two_batches_fill_a_partner_beyond_its_capacity(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route_leads, "lock_routing", lambda: None)
    assert _two_batches(vendor, monkeypatch) == [2, 2]
    assert max(_open_leads(vendor).values()) == 2, "the race that the routing lock is there for"


def test_two_batches_at_once_keep_everyones_capacity(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _two_batches(vendor, monkeypatch) == [2, 2]
    assert max(_open_leads(vendor).values()) == 1
    with vendor_scope(vendor.id):
        assert Lead.objects.filter(state="review").count() == 2
        assert sum(PoolCredits.objects.get().amounts) == 0


def test_many_batches_at_once_decide_every_lead_once(vendor: Vendor) -> None:
    with vendor_scope(vendor.id):
        LeadFactory.create_batch(40)

    def batches() -> int:
        return sum(iter(lambda: route_waiting_leads(vendor_id=vendor.id, limit=3), 0))

    assert sum(Both().run(*[batches] * 4)) == 40
    with vendor_scope(vendor.id):
        assert Decision.objects.count() == 40
        assert Offer.objects.count() == 40
        assert sorted(_open_leads(vendor).values()) == [20, 20]


def test_a_busy_routing_lock_is_not_waited_for_by_the_job(vendor: Vendor) -> None:
    with vendor_scope(vendor.id):
        LeadFactory()
        locks.lock_routing()
        assert Both().run(lambda: route_if_free(vendor_id=vendor.id)) == [None]
    assert route_if_free(vendor_id=vendor.id) == 1


# Two owners


def test_the_database_itself_refuses_a_second_live_offer(vendor: Vendor) -> None:
    with vendor_scope(vendor.id):
        lead = LeadFactory()
        route()
        offer = live(lead)
        offer.pk = None
        offer.id = type(offer)._meta.pk.get_default()
        with pytest.raises(IntegrityError, match="one_live_offer_per_lead"):
            offer.save(force_insert=True)
            raise AssertionError("a second live offer was written")


# Claims


def _claim(vendor: Vendor) -> tuple[Offer, list[Any]]:
    with vendor_scope(vendor.id):
        publish(pool={"method": "claim", "claim": {"invite": 2}})
        lead = LeadFactory()
        route()
        offer = live(lead)
        return offer, list(OfferInvitee.objects.filter(offer=offer).values_list("partner_id", flat=True))


def _both_accept(vendor: Vendor, offer: Offer, partners: list[Any], both: Both) -> list[Any]:
    def accept(partner_id: Any) -> Any:
        with vendor_scope(vendor.id):
            return accept_offer(offer_id=offer.id, partner_id=partner_id, actor=PERSON)

    return both.run(*[lambda p=partner: accept(p) for partner in partners])


def test_without_locks_two_partners_both_believe_that_they_were_first(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from routing.offers.services import hold_offer as holding

    offer, partners = _claim(vendor)
    both = Both()
    monkeypatch.setattr(accepting, "lock_routing", lambda: None)
    monkeypatch.setattr(holding, "lock_lead", lambda lead_id: Lead.objects.get(id=lead_id))
    monkeypatch.setattr(holding, "lock_offer", lambda offer_id: Offer.objects.get(id=offer_id))
    pause_after(monkeypatch, accepting, "require_open", both)
    results = _both_accept(vendor, offer, partners, both)
    assert not any(isinstance(result, NotPossible) for result in results), "both passed the check"


def test_of_two_that_claim_at_once_one_has_it_and_the_other_is_told(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, partners = _claim(vendor)
    both = Both()
    pause_after(monkeypatch, accepting, "require_open", both)
    results = _both_accept(vendor, offer, partners, both)
    [winner] = [result for result in results if isinstance(result, Offer)]
    [refused] = [result for result in results if isinstance(result, NotPossible)]
    assert refused.code == "taken"
    with vendor_scope(vendor.id):
        assert Offer.objects.get(id=offer.id).partner_id == winner.partner_id


def test_an_accept_and_a_decline_at_once_do_not_both_count(vendor: Vendor) -> None:
    with vendor_scope(vendor.id):
        offer = live_offer_of_new_lead()

    def accept() -> Any:
        with vendor_scope(vendor.id):
            return accept_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON)

    def decline() -> Any:
        with vendor_scope(vendor.id):
            return decline_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, reason="other")

    results = Both().run(accept, decline)
    assert sum(isinstance(result, NotPossible) for result in results) == 1


def live_offer_of_new_lead() -> Offer:
    lead = LeadFactory()
    route()
    return live(lead)


# Timers


def _two_sweeps(vendor: Vendor, monkeypatch: pytest.MonkeyPatch, clock: Any) -> Offer:
    with vendor_scope(vendor.id):
        publish(sla={"accept_within": "1h"})
        offer = live_offer_of_new_lead()
    clock.move(hours=1)
    both = Both()
    pause_after(monkeypatch, firing, "take_due_timers", both)
    both.run(lambda: fire_timers(vendor_id=vendor.id), lambda: fire_timers(vendor_id=vendor.id))
    return offer


def test_without_locks_two_sweeps_count_one_missed_window_twice(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    for name in ("take_due_timers", "take_partners", "take_leads", "take_offers"):
        monkeypatch.setattr(firing, name, _unlocked(getattr(locks, name), monkeypatch))
    offer = _two_sweeps(vendor, monkeypatch, clock)
    with vendor_scope(vendor.id):
        from leads.models import LeadEvent

        assert LeadEvent.objects.filter(lead_id=offer.lead_id, kind="offer.expired").count() == 2


def _unlocked(claim: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setattr(locks, "_skipping", lambda rows: rows)
    return claim


def test_two_sweeps_at_once_expire_an_offer_once(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    offer = _two_sweeps(vendor, monkeypatch, clock)
    with vendor_scope(vendor.id):
        from leads.models import LeadEvent

        assert LeadEvent.objects.filter(lead_id=offer.lead_id, kind="offer.expired").count() == 1
        assert Partner.objects.get(id=offer.partner_id).missed_windows == 1


def test_a_sweep_passes_over_an_offer_that_somebody_holds_and_comes_back(vendor: Vendor, clock: Any) -> None:
    with vendor_scope(vendor.id):
        publish(sla={"accept_within": "1h"})
        held, free = live_offer_of_new_lead(), live_offer_of_new_lead()
    clock.move(hours=1)
    with vendor_scope(vendor.id):
        locks.lock_offer(held.id)
        assert Both().run(lambda: fire_timers(vendor_id=vendor.id)) == [1]
    with vendor_scope(vendor.id):
        assert Offer.objects.get(id=held.id).state == "offered"
        assert Offer.objects.get(id=free.id).state == "expired"
    assert fire_timers(vendor_id=vendor.id) == 1


# Two partners register one account in the same moment


def _two_registrations(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    with vendor_scope(vendor.id):
        partners = list(Partner.objects.order_by("id").values_list("id", flat=True)[:2])
    both = Both()
    pause_after(monkeypatch, registering, "waiting_claims", both)
    names = ("ACME Röhren GmbH & Co. KG", "Acme Roehren")

    def register(partner_id: Any, company: str) -> Callable[[], Any]:
        def act() -> Any:
            with vendor_scope(vendor.id):
                data = {"company": company, "country": "DE"}
                return registering.register_deal(partner_id=partner_id, data=data, actor=PERSON).is_second

        return act

    return sorted(both.run(*(register(*pair) for pair in zip(partners, names, strict=True))))


def test_without_the_lock_of_claims_both_partners_believe_that_they_are_first(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "lock_claims", lambda: None)
    assert _two_registrations(vendor, monkeypatch) == [False, False], "the race that the lock is there for"


def test_of_two_registrations_at_once_one_is_first_and_the_other_meets_it(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _two_registrations(vendor, monkeypatch) == [False, True]
