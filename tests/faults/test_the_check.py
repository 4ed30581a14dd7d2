"""What `make faults` checks: it says so when an answered lead is lost, doubled or stuck."""

from collections.abc import Callable
from typing import Any

import pytest

from bench.faults.check import Line, check, failures
from bench.faults.client import Journal
from leads.models import Lead
from prm.platform.ids import new_id
from tests.factories import LeadFactory
from tests.people import VendorPeople
from tests.services.rounds import publish, route


@pytest.fixture
def routed(in_acme: VendorPeople, monkeypatch: pytest.MonkeyPatch) -> list[Lead]:
    """Three leads, each offered once; the check keeps the connection of the test."""
    monkeypatch.setattr("bench.faults.check.forget_connection", lambda: None)
    publish()
    leads = LeadFactory.create_batch(3)
    route()
    return leads


def journal(leads: list[Lead], **more: Any) -> Journal:
    answered = {number: str(lead.pk) for number, lead in enumerate(leads)}
    return Journal(sent=len(leads), answered=answered, **more)


def test_all_is_well_where_each_answered_lead_is_there_once_and_offered(
    in_acme: VendorPeople, routed: list[Lead]
) -> None:
    line = check("worker killed", in_acme.vendor, journal(routed, answered_at=[1.0, 1.5, 4.0]))
    assert (line.lost, line.doubled, line.stuck, line.silence) == (0, 0, 0, 2.5)
    assert failures([line]) == []


def lose(found: Journal, leads: list[Lead]) -> None:
    found.answered[0] = str(new_id())


def double(found: Journal, leads: list[Lead]) -> None:
    found.answered[0] = found.answered[1]


def leave_unanswered(found: Journal, leads: list[Lead]) -> None:
    del found.answered[2]


@pytest.mark.parametrize("harm", [lose, double, leave_unanswered])
def test_what_is_lost_doubled_or_unanswered_fails(
    in_acme: VendorPeople, routed: list[Lead], harm: Callable[[Journal, list[Lead]], None]
) -> None:
    found = journal(routed)
    harm(found, routed)
    assert failures([check("worker killed", in_acme.vendor, found)])


def test_a_lead_that_is_never_offered_fails(in_acme: VendorPeople, routed: list[Lead]) -> None:
    forgotten = LeadFactory()
    assert check("worker killed", in_acme.vendor, journal([*routed, forgotten])).stuck == 1


def test_a_control_that_sees_nothing_fails() -> None:
    sound = Line("control: nothing", 1, 1, 0, 0, 0, 0, 0.1, 0.1)
    assert failures([sound]) == ["control: nothing: the check saw nothing"]
