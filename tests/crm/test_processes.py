"""A worker dies between the CRM's answer and ours; two workers send at once."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from crm.adapters.salesforce import Salesforce
from crm.locks import pick_records
from crm.models import CrmConnection, CrmRecord
from crm.services.mark_records import mark_leads
from crm.sync import send, turn
from crm.sync.turn import sync_due
from leads.models import Lead
from prm.platform import clock
from tests.crm.conftest import connected
from tests.crm.fake_salesforce import FakeSalesforce
from tests.factories import LeadFactory
from tests.people import VendorPeople


@pytest.fixture
def people(committed: None, fresh_vendor: Callable[[], VendorPeople]) -> Iterator[VendorPeople]:
    made = fresh_vendor()
    yield made
    with made.scope():
        CrmConnection.objects.all().delete()


def waiting_leads(people: VendorPeople, salesforce: FakeSalesforce, count: int) -> list[Lead]:
    with people.scope():
        connected(salesforce, people)
        leads: list[Lead] = LeadFactory.create_batch(count)
        mark_leads([lead.id for lead in leads])
    return leads


class Killed(BaseException):
    """As if the process were gone: nothing of the turn is written any more."""


def test_a_worker_that_dies_after_the_answer_leaves_one_record_there(
    people: VendorPeople, salesforce: FakeSalesforce, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lead,) = waiting_leads(people, salesforce, 1)

    def die(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(send, "save_sent", die)
        sync_due()
    assert len(salesforce.leads) == 1
    with people.scope():
        record = CrmRecord.objects.get(lead=lead)
        assert (record.state, record.remote_id) == ("waiting", "") and record.leased_until_at
    sync_due()
    with people.scope():
        assert CrmRecord.objects.get(lead=lead).state == "waiting", "leased until the lease lapses"
        CrmRecord.objects.update(leased_until_at=clock.now())
    sync_due()
    with people.scope():
        assert CrmRecord.objects.get(lead=lead).state == "synced"
    assert len(salesforce.leads) == 1


Pick = Callable[..., list[CrmRecord]]


def at_once(salesforce: FakeSalesforce, monkeypatch: pytest.MonkeyPatch, pick: Pick) -> int:
    """How many records two workers write that pick side by side: neither goes on before both have picked."""
    both, has_picked = threading.Barrier(2), threading.local()

    def picked(*args: Any, **more: Any) -> list[CrmRecord]:
        records = pick(*args, **more)
        if not hasattr(has_picked, "yes"):
            has_picked.yes = True
            both.wait(20)
        return records

    monkeypatch.setattr(turn, "pick_records", picked)
    workers = [threading.Thread(target=worker) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(30)
    return sum(len(body["records"]) for method, _, body in salesforce.requests if method == "PATCH")


def worker() -> None:
    try:
        sync_due()
    finally:
        connections.close_all()


def test_two_workers_at_once_write_each_lead_once(
    people: VendorPeople, salesforce: FakeSalesforce, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_leads(people, salesforce, 3)
    assert at_once(salesforce, monkeypatch, pick_records) == 3


def test_without_the_lease_they_may_write_it_twice(
    people: VendorPeople, salesforce: FakeSalesforce, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control. Both find nothing there before either writes."""
    waiting_leads(people, salesforce, 3)
    found = threading.Barrier(2)

    def pick(connection_id: Any, *, limit: int) -> list[CrmRecord]:
        due = CrmRecord.objects.filter(connection_id=connection_id, state="waiting")
        return list(due.select_related("lead")[:limit])

    asked = Salesforce.find_leads

    async def find(self: Salesforce, lead_ids: Any) -> Any:
        there = await asked(self, lead_ids)
        await asyncio.to_thread(found.wait, 20)
        return there

    monkeypatch.setattr(Salesforce, "find_leads", find)
    assert at_once(salesforce, monkeypatch, pick) == 6
