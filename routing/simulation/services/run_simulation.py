"""Doing a simulation: reading in one transaction, deciding outside any, writing the result in another."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from prm.platform import clock
from prm.platform.tenants.scope import vendor_scope
from routing.batches.selectors.routing_inputs import inputs_at
from routing.engine import LeadFacts, PartnerTable, RoutingState, Version, simulate
from routing.engine import Simulation as Simulated
from routing.locks import lock_simulation
from routing.models import Simulation
from routing.simulation.selectors.simulation_result import compared
from routing.simulation.services.simulate import versions_to_compare
from routing.simulation.services.simulation_leads import stored_facts

logger = logging.getLogger(__name__)
STALE_AFTER: Final = timedelta(minutes=11)
TELL_EVERY_SECONDS: Final = 0.3

State = Simulation.State
Progress = Callable[[int], bool]


@dataclass(frozen=True)
class Trial:
    """All that a simulation needs, in memory."""

    leads: list[LeadFacts]
    version: Version
    in_force: Version | None
    partner_table: PartnerTable

    @property
    def rounds(self) -> int:
        """How often every lead is decided."""
        return 1 if self.in_force is None else 2


class CalledOff(Exception):
    """Somebody cancelled."""


def run_simulation(*, vendor_id: UUID, simulation_id: UUID) -> None:
    """Run a waiting simulation; nothing is written but its progress and its result.

    Safe to run twice: whoever finds it taken leaves it, unless that was so long ago that the worker is gone.
    Opens scopes of its own.
    """
    try:
        with vendor_scope(vendor_id):
            trial = _take(simulation_id)
        if trial is None:
            return
        result = _compare(trial, _progress(vendor_id, simulation_id))
    except CalledOff:
        _finish(vendor_id, simulation_id, State.CANCELLED)
    except Exception:
        logger.exception("simulation %s failed", simulation_id)
        _finish(vendor_id, simulation_id, State.FAILED, error="failed")
    else:
        _finish(vendor_id, simulation_id, State.DONE, result=result)


def may_be_taken(simulation: Simulation, now: datetime) -> bool:
    """Whether a simulation waits, or was left lying by a worker that died."""
    if simulation.state == State.WAITING:
        return True
    started = simulation.started_at
    return simulation.state == State.RUNNING and started is not None and started < now - STALE_AFTER


def left_lying(*, vendor_id: UUID, asked_before: datetime) -> list[UUID]:
    """Simulations asked for by then that nobody works on. Opens a scope of its own."""
    now = clock.now()
    with vendor_scope(vendor_id):
        rows = Simulation.objects.filter(
            state__in=(State.WAITING, State.RUNNING), created_at__lte=asked_before
        )
        return [row.id for row in rows.defer("given_leads", "result") if may_be_taken(row, now)]


def _take(simulation_id: UUID) -> Trial | None:
    simulation, now = lock_simulation(simulation_id), clock.now()
    if not may_be_taken(simulation, now):
        return None
    trial = _prepare(simulation, now)
    simulation.state, simulation.started_at = State.RUNNING, now
    simulation.done, simulation.total = 0, len(trial.leads) * trial.rounds
    simulation.save(update_fields=["state", "started_at", "done", "total"])
    return trial


def _prepare(simulation: Simulation, now: datetime) -> Trial:
    version, in_force = versions_to_compare(simulation.policy_version)
    inputs = inputs_at(now)
    if simulation.given_leads is not None:
        leads = [LeadFacts.from_json(lead) for lead in simulation.given_leads]
    else:
        since, until = simulation.since_at or now, simulation.until_at or now
        versions = [each for each in (version, in_force) if each is not None]
        leads = list(stored_facts(since, until, versions, inputs, now))
    partner_table = PartnerTable.restore(
        inputs.partner_table.snapshot()
    )  # one of our own: caches on it are no concern of others
    return Trial(leads, version, in_force, partner_table)


def _compare(trial: Trial, progress: Progress) -> dict[str, Any]:
    """Everything is decided with the version in force and with the one on trial, from a clean slate each."""
    before = None if trial.in_force is None else _simulated(trial, trial.in_force, progress, 0)
    done = 0 if before is None else len(trial.leads)
    after = _simulated(trial, trial.version, progress, done)
    return compared(trial.partner_table, before, after)


def _simulated(trial: Trial, version: Version, progress: Progress, done_before: int) -> Simulated:
    def told(done: int) -> bool:
        return progress(done_before + done)

    routing_state = RoutingState.build(trial.partner_table)
    found = simulate(trial.leads, version, trial.partner_table, routing_state, progress=told)
    if not found.completed:
        raise CalledOff
    return found


def _progress(vendor_id: UUID, simulation_id: UUID) -> Progress:
    """Writes how far it is, in a transaction of its own, now and then; False once somebody cancelled."""
    last = 0.0

    def tell(done: int) -> bool:
        nonlocal last
        if time.monotonic() - last < TELL_EVERY_SECONDS:
            return True
        last = time.monotonic()
        with vendor_scope(vendor_id):
            rows = Simulation.objects.filter(id=simulation_id, cancel_asked=False)
            return bool(rows.update(done=done))

    return tell


def _finish(vendor_id: UUID, simulation_id: UUID, state: State, **fields: Any) -> None:
    with vendor_scope(vendor_id):
        simulation = lock_simulation(simulation_id)
        simulation.state, simulation.finished_at = state, clock.now()
        if state == State.DONE:
            simulation.done = simulation.total
        for name, value in fields.items():
            setattr(simulation, name, value)
        simulation.save()
