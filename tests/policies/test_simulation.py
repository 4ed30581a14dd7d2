"""Policies are tried on leads without anything being written but the result."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.models import Lead
from prm.platform.errors import InvalidInput, NotFound, NotPossible
from routing.models import Decision, Offer, PoolCredits, Simulation
from routing.policies.services.create_draft import create_draft
from routing.policy_tasks import sweep_simulations
from routing.simulation.selectors.simulation_result import simulation_view
from routing.simulation.services.run_simulation import run_simulation
from routing.simulation.services.simulate import cancel_simulation, start_simulation
from routing.simulation.services.try_lead import try_lead
from tests.factories import LeadFactory, PartnerFactory, TierFactory
from tests.policies.documents import simple
from tests.policies.routed import publish, route
from tests.stack.receivers import until

State = Simulation.State


@pytest.fixture
def draft(in_acme):
    """In force: turns for all. On trial: only Gold, of which Larkspur and Quillon are."""
    PartnerFactory(name="Bronze One", tier=TierFactory(slug="bronze"))
    publish(in_acme, simple())
    trial = simple()
    trial["pools"]["everyone"]["partners"] = {"tiers": ["gold"]}
    return create_draft(actor=in_acme.alice_actor, document=trial)


def run(people, simulation):
    run_simulation(vendor_id=people.vendor.id, simulation_id=simulation.id)
    return simulation_view(simulation.id)


def test_a_draft_is_compared_with_the_version_in_force(in_acme, draft):
    for _ in range(12):
        LeadFactory()
    view = run(in_acme, start_simulation(version_id=draft.id, actor=in_acme.alice_actor))
    assert (view.state, view.done, view.total) == (State.DONE, 24, 24)
    table = {row.name: (row.before, row.after) for row in view.partners}
    assert table == {"Larkspur Networks": (4, 6), "Quillon Networks": (4, 6), "Bronze One": (4, 0)}
    assert [(row.key, row.before, row.after) for row in view.tiers] == [("gold", 8, 12), ("bronze", 4, 0)]
    assert view.outcomes[0].words == "Offered to a partner"
    assert view.figures["jain"]["after"] == 1.0


def test_a_verdict_says_what_changes_who_gains_and_loses_and_which_leads_go_elsewhere(in_acme, draft):
    LeadFactory.create_batch(12, company="Example Mills", country="US", region="US-TX")
    view = run(in_acme, start_simulation(version_id=draft.id, actor=in_acme.alice_actor))
    assert view.moved == len(view.moved_leads) > 0
    assert f"{view.moved} of 12 leads" in view.verdict and "go elsewhere" in view.verdict
    assert "Bronze One (−4) loses most" in view.verdict
    assert [(row.name, row.change) for row in view.losers] == [("Bronze One", -4)]
    assert {row.name for row in view.gainers} == {"Larkspur Networks", "Quillon Networks"}
    moved = view.moved_leads[0]
    assert (moved.words, moved.is_stored) == ("Example Mills, Austin, Texas", True)
    assert moved.before != moved.after


def test_a_draft_that_changes_nothing_is_told_so(in_acme, draft):
    LeadFactory.create_batch(3)
    same = create_draft(actor=in_acme.alice_actor, document=simple())
    view = run(in_acme, start_simulation(version_id=same.id, actor=in_acme.alice_actor))
    assert view.verdict == "Every one of the 3 leads goes where it went before."
    assert not view.moved_leads and not view.gainers and not view.losers


def test_nothing_is_written_but_the_result(in_acme, draft):
    LeadFactory.create_batch(5)
    simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
    run(in_acme, simulation)
    assert not Decision.objects.exists() and not Offer.objects.exists() and not PoolCredits.objects.exists()
    assert set(Lead.objects.values_list("state", flat=True)) == {"new"}


def test_more_leads_take_no_more_queries(in_acme, draft):
    counts = []
    for more in (3, 30):
        LeadFactory.create_batch(more)
        simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
        with CaptureQueriesContext(connection) as queries:
            run(in_acme, simulation)
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_the_same_simulation_gives_the_same_result(in_acme, draft):
    LeadFactory.create_batch(20)
    results = []
    for _ in range(2):
        simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
        run(in_acme, simulation)
        results.append(Simulation.objects.get(id=simulation.id).result)
    assert results[0] == results[1]


def test_what_became_of_leads_since_does_not_colour_the_trial(in_acme, draft):
    route(in_acme, 6)
    view = run(in_acme, start_simulation(version_id=draft.id, actor=in_acme.alice_actor))
    assert {row.name: row.before for row in view.partners}["Bronze One"] == 2


def test_unroutable_leads_are_told_with_their_reasons(in_acme, draft):
    LeadFactory(country="NO", region="")
    view = run(in_acme, start_simulation(version_id=draft.id, actor=in_acme.alice_actor))
    assert [(row.words, row.after) for row in view.review_reasons] == [
        ("No partner could take this lead.", 1)
    ]
    assert {row.key for row in view.unroutable_reasons} == {"territory", "tier"}


def test_a_csv_of_leads_is_tried_and_nothing_personal_kept(in_acme, draft):
    text = (
        "first_name,email,country,region,products,estimated_value,received_at\n"
        "Zyzzyva,zyzzyva@zyzzyva.example.com,US,US-TX,firewall;switch,90000,2026-01-05T10:00:00Z\n"
        ",,US,US-TX,,,\n"
    )
    simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor, csv_text=text)
    assert "zyzzyva" not in str([f for f in simulation.given_leads if f.pop("account", None)]).lower()
    view = run(in_acme, simulation)
    assert view.total == 4
    assert {row.key: row.after for row in view.rules} == {"Large": 1, "Everything else": 1}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("country\nUS\nXX\n", "leads.1.country"),
        ("country,received_at\nUS,yesterday\n", "leads.0.received_at"),
        ("colour\nred\n", "leads.0.colour"),
        ("country\nUS,1,2\n", "csv"),
        ("country\n", "leads"),
    ],
)
def test_wrong_rows_are_refused_at_their_place(in_acme, draft, text, field):
    with pytest.raises(InvalidInput) as refused:
        start_simulation(version_id=draft.id, actor=in_acme.alice_actor, csv_text=text)
    assert refused.value.errors[0].field == field
    assert not Simulation.objects.exists()


def test_there_must_be_leads_to_try(in_acme, draft):
    with pytest.raises(NotPossible):
        start_simulation(version_id=draft.id, actor=in_acme.alice_actor)


def test_a_cancelled_simulation_is_not_run(in_acme, draft):
    LeadFactory()
    simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
    cancel_simulation(simulation_id=simulation.id, actor=in_acme.alice_actor)
    assert run(in_acme, simulation).state == State.CANCELLED
    with pytest.raises(NotPossible):
        cancel_simulation(simulation_id=simulation.id, actor=in_acme.alice_actor)


def test_one_that_runs_stops_when_it_is_called_off(in_acme, draft):
    LeadFactory.create_batch(1100, account_key="")
    simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
    Simulation.objects.update(cancel_asked=True)
    view = run(in_acme, simulation)
    assert (view.state, view.partners) == (State.CANCELLED, [])


def test_a_simulation_whose_worker_died_is_run_again(in_acme, draft, clock):
    LeadFactory(received_at=clock.now() - timedelta(days=1))
    simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
    Simulation.objects.update(state=State.RUNNING, started_at=clock.now())
    assert run(in_acme, simulation).state == State.RUNNING
    clock.move(minutes=12)
    assert run(in_acme, simulation).state == State.DONE


def test_a_lost_message_is_found_by_the_sweep(committed, fresh_vendor):
    people = fresh_vendor()
    with people.scope():
        document = publish(people, simple())
        LeadFactory()
        simulation = start_simulation(version_id=document.id, actor=people.alice_actor)
        Simulation.objects.update(created_at=simulation.created_at - timedelta(minutes=5))
    sweep_simulations()

    def is_done():
        with people.scope():
            return simulation_view(simulation.id).state == State.DONE

    until(is_done, seconds=30)  # a worker that runs for other tests may be the one that does it


def test_a_draft_with_errors_is_not_tried(in_acme):
    draft = create_draft(actor=in_acme.alice_actor, document=simple(pools={}), must_be_valid=False)
    with pytest.raises(InvalidInput):
        start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
    with pytest.raises(InvalidInput):
        try_lead(version_id=draft.id, lead={"country": "US"})


def test_a_lead_is_tested_step_by_step_and_nothing_written(in_acme, draft):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        view = try_lead(version_id=draft.id, lead={"country": "US", "estimated_value": 100})
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [tried.words for tried in view.rules_tried] == [["value at least 50,000"]]
    assert view.pool == "everyone"
    assert {line.name: line.part for line in view.partners}["Bronze One"] == "excluded"


def test_a_stored_lead_is_tested_as_it_stands_now(in_acme, draft):
    [decision] = route(in_acme)
    view = try_lead(version_id=draft.id, lead_id=decision.lead_id)
    had_it = next(line for line in view.partners if line.partner_id == str(decision.partner_id))
    assert "already_offered" in had_it.reasons


def test_a_wrong_test_lead_is_refused_by_field(in_acme, draft):
    with pytest.raises(InvalidInput) as refused:
        try_lead(version_id=draft.id, lead={"country": "XX"})
    assert [error.field for error in refused.value.errors] == ["lead.country"]


def test_another_vendors_simulation_is_not_found(in_acme, globex, draft):
    LeadFactory()
    simulation = start_simulation(version_id=draft.id, actor=in_acme.alice_actor)
    with globex.scope():
        with pytest.raises(NotFound):
            simulation_view(simulation.id)
        with pytest.raises(NotFound):
            cancel_simulation(simulation_id=simulation.id, actor=globex.alice_actor)
