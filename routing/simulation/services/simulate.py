"""Asking for a simulation, and calling one off. The work is done by a job: `run_simulation`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound, NotPossible
from prm.platform.hand_over import send_on_commit
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.routing_inputs import inputs_at
from routing.engine import Version, errors_of
from routing.locks import lock_simulation
from routing.models import PolicyVersion, Simulation
from routing.policies.selectors.policy import policy_version, published_row
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.published import compiled_version
from routing.policies.services.storable import as_field_error
from routing.simulation.services.simulation_leads import MOST_STORED, given_facts, rows_of_csv, stored_leads

RUN_TASK: Final = "routing.run_simulation"
LOOK_BACK: Final = timedelta(days=90)
ENDED: Final = (Simulation.State.DONE, Simulation.State.FAILED, Simulation.State.CANCELLED)


def start_simulation(
    *,
    version_id: UUID,
    actor: Actor,
    since_at: datetime | None = None,
    until_at: datetime | None = None,
    leads: Sequence[object] | None = None,
    csv_text: str | None = None,
    source: str | None = None,
) -> Simulation:
    """Ask for a version to be tried: on given leads (a list, or CSV), or else on those of the last 90 days.

    Of given leads only the engine's facts are kept: nothing personal. Raises InvalidInput naming what is
    wrong with the document or the leads, NotFound, NotPossible (`no_leads`).
    """
    row = policy_version(version_id)
    _require_sound(row)
    rows = rows_of_csv(csv_text) if csv_text is not None else leads
    if source == "given" and rows is None:
        raise InvalidInput([FieldError("leads", "required", gettext("Give at least one lead."))])
    simulation = Simulation(policy_version=row, requested_by_id=actor.user_id, created_at=clock.now())
    if rows is None:
        _take_stored(simulation, since_at, until_at)
    else:
        _take_given(simulation, row, rows)
    simulation.save(force_insert=True)
    send_on_commit(RUN_TASK, str(current_vendor_id()), str(simulation.id))
    return simulation


def cancel_simulation(*, simulation_id: UUID, actor: Actor) -> Simulation:
    """Call a simulation off; one that runs stops within a moment. Raises NotFound, NotPossible (`ended`)."""
    simulation = lock_simulation(simulation_id)
    if simulation.state in ENDED:
        raise NotPossible(gettext("This simulation has ended."), code="ended")
    simulation.cancel_asked = True
    if simulation.state == Simulation.State.WAITING:
        simulation.state, simulation.finished_at = Simulation.State.CANCELLED, clock.now()
    simulation.save(update_fields=["cancel_asked", "state", "finished_at"])
    return simulation


def find_simulation(simulation_id: UUID) -> Simulation:
    """One simulation. Raises NotFound."""
    found = Simulation.objects.select_related("policy_version").filter(id=simulation_id).first()
    if found is None:
        raise NotFound(gettext("There is no such simulation."))
    return found


def versions_to_compare(row: PolicyVersion) -> tuple[Version, Version | None]:
    """The version on trial, and the one in force, where that is another."""
    published = published_row()
    if published is None or published.id == row.id:
        return compiled_version(row), None
    return compiled_version(row), compiled_version(published)


def _require_sound(row: PolicyVersion) -> None:
    errors = errors_of(check_document(row.document))
    if errors:
        raise InvalidInput([as_field_error(problem) for problem in errors])


def _take_stored(simulation: Simulation, since_at: datetime | None, until_at: datetime | None) -> None:
    until = until_at or clock.now()
    since = since_at or until - LOOK_BACK
    if since >= until:
        raise InvalidInput(
            [FieldError("since_at", "out_of_range", gettext("The start must be before the end."))]
        )
    simulation.source, simulation.since_at, simulation.until_at = "stored", since, until
    simulation.total = stored_leads(since, until).count()
    if not simulation.total:
        raise NotPossible(gettext("No lead came in during that time."), code="no_leads")
    if simulation.total > MOST_STORED:
        words = gettext("More than %(most)s leads came in during that time.") % {"most": MOST_STORED}
        raise InvalidInput([FieldError("since_at", "out_of_range", words)])


def _take_given(simulation: Simulation, row: PolicyVersion, rows: Sequence[object]) -> None:
    now = clock.now()
    versions = [version for version in versions_to_compare(row) if version is not None]
    facts = given_facts(rows, versions, inputs_at(now), now)
    simulation.source, simulation.total = "given", len(facts)
    simulation.given_leads = _as_json(facts)


def _as_json(facts: Sequence[Any]) -> list[dict[str, Any]]:
    return [each.to_json() for each in facts]
