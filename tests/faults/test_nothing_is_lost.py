"""The worker is killed and Redis is emptied while leads come in: every lead that was taken is routed, once.

Real processes: a Celery worker, beat, Redis and PostgreSQL.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from django.conf import settings

from leads.models import Lead
from leads.services.receive_leads import receive_leads
from prm.local.child import Child, kill_group
from prm.local.commands import beat_command
from prm.platform.actors import SYSTEM
from prm.platform.wake import send_wake
from routing.models import LIVE_STATES, Decision, Offer, Timer
from tests.factories import PartnerFactory
from tests.people import VendorPeople
from tests.services.rounds import publish
from tests.stack.processes import LiveStack

pytestmark = [pytest.mark.stack, pytest.mark.usefixtures("committed")]
LEADS = 1_000
POST = {"country": "US", "region": "US-TX", "postal_code": "78701", "company": "Fault Mills"}


def eventually(check: Callable[[], Any], seconds: float = 60.0) -> None:
    """Wait until the check passes."""
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def shop(committed: None, fresh_vendor: Callable[[], VendorPeople]) -> VendorPeople:
    people = fresh_vendor()
    with people.scope():
        publish()
        PartnerFactory.create_batch(20)
    return people


def take_in(people: VendorPeople, how_many: int, start: int) -> None:
    """Post leads as the API does: committed, then a wake-up."""
    rows = [
        {**POST, "external_id": f"F{number}", "email": f"f{number}@example.com"}
        for number in range(start, start + how_many)
    ]
    with people.scope():
        received = receive_leads(rows=rows, actor=SYSTEM)
        assert not any(one.errors for one in received)


def waiting(people: VendorPeople) -> int:
    with people.scope():
        return Lead.objects.filter(state="new").count()


def kill_everything(worker: Child) -> None:
    """kill -9 for the worker and all its children, and an empty Redis."""
    assert worker.process is not None
    kill_group(worker.process.pid)
    worker.process.wait()
    redis.Redis.from_url(settings.REDIS_URL).flushdb()


def post(url: str, people: VendorPeople, number: int) -> httpx.Response:
    lead = {**POST, "external_id": f"F{number}", "email": f"f{number}@example.com"}
    return httpx.post(f"{url}/api/v1/leads/", json=lead, headers=people.bearer, timeout=30)


def test_leads_posted_while_the_worker_is_killed_and_redis_emptied_are_all_routed_once(
    shop: VendorPeople, live_stack: LiveStack
) -> None:
    worker = live_stack.children["worker"]
    with ThreadPoolExecutor(4) as posters:
        answers = [posters.submit(post, live_stack.url, shop, number) for number in range(LEADS)]
        for share in (0.2, 0.5, 0.8):
            eventually(lambda share=share: sum(answer.done() for answer in answers) >= LEADS * share)
            kill_everything(worker)
            time.sleep(0.5)
            worker.start()
    statuses = Counter(answer.result().status_code for answer in answers)
    assert statuses == {201: LEADS}
    taken = {answer.result().json()["id"] for answer in answers}
    eventually(lambda: waiting(shop) == 0)
    with shop.scope():
        routed = Offer.objects.filter(state__in=LIVE_STATES).values_list("lead_id", flat=True)
        assert {str(lead_id) for lead_id in routed} == taken
        assert len(routed) == LEADS, "none twice"
        assert Decision.objects.count() == LEADS, "each decided exactly once"
        assert Timer.objects.filter(fired_at=None).count() == LEADS


@pytest.fixture
def two_beats(celery_beat_process: Child, live_environment: dict[str, str], tmp_path: Path) -> Iterator[None]:
    """A second clockwork beside the first, as when one was started twice by mistake."""
    second = Child("beat-2", beat_command(tmp_path), tmp_path / "beat-2.log", live_environment)
    second.start()
    yield
    assert second.pid is not None, second.log.read_text()
    second.stop()


def test_offers_expire_once_however_often_the_worker_dies_and_with_two_beats(
    shop: VendorPeople, celery_worker_process: Child, two_beats: None
) -> None:
    with shop.scope():
        publish(sla={"accept_within": "2s", "max_offers": 2})
    take_in(shop, 100, 0)
    for _ in range(3):
        time.sleep(1.2)
        kill_everything(celery_worker_process)
        celery_worker_process.start()

    def all_in_review() -> bool:
        with shop.scope():
            return Lead.objects.filter(state="review").count() == 100

    eventually(all_in_review)
    with shop.scope():
        assert set(Lead.objects.values_list("review_reason", flat=True)) == {"max_offers_reached"}
        assert Offer.objects.filter(state="expired").count() == 200
        assert Offer.objects.exclude(state="expired").count() == 0


def test_a_request_succeeds_while_redis_is_away(shop: VendorPeople, monkeypatch: pytest.MonkeyPatch) -> None:
    from prm.platform import wake

    nowhere = redis.Redis(host="127.0.0.1", port=1, socket_connect_timeout=0.2)
    monkeypatch.setattr(wake, "_flags", lambda: nowhere)
    take_in(shop, 1, 0)
    assert send_wake(shop.vendor.id) is False
    with shop.scope():
        assert Lead.objects.count() == 1, "taken in all the same; the sweep will find it"
