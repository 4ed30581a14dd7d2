"""Test this lead: one lead through a version, step by step. Writes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from leads.selectors.find_lead import find_lead
from prm.platform import clock
from prm.platform.errors import FieldError, InvalidInput
from routing.batches.selectors.lead_facts import facts_of_leads
from routing.batches.selectors.routing_inputs import RoutingInputs, inputs_at
from routing.batches.selectors.routing_state import routing_state_of
from routing.decisions.selectors.decision_view import VendorDecision, full_view
from routing.engine import LeadFacts, Version, decide, errors_of
from routing.policies.selectors.policy import policy_version
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.published import compiled_version
from routing.policies.services.storable import as_field_error
from routing.simulation.services.simulation_leads import given_facts


def try_lead(
    *, version_id: UUID, lead_id: UUID | None = None, lead: Mapping[str, Any] | None = None
) -> VendorDecision:
    """What a version, draft or not, would do now with a stored lead or a given one, step by step.

    Raises InvalidInput naming what is wrong with the document or the given lead, NotFound.
    """
    row, now = policy_version(version_id), clock.now()
    errors = errors_of(check_document(row.document))
    if errors:
        raise InvalidInput([as_field_error(problem) for problem in errors])
    version, inputs = compiled_version(row), inputs_at(now)
    facts = _facts(lead_id, lead, version, inputs, now)
    routing_state = routing_state_of(
        inputs.partner_table, version, {facts.account} if facts.account else set(), now
    )
    decision = decide(facts, version, inputs.partner_table, routing_state, now)
    return full_view(decision, inputs.partner_table, version, facts, now)


def _facts(
    lead_id: UUID | None,
    lead: Mapping[str, Any] | None,
    version: Version,
    inputs: RoutingInputs,
    now: datetime,
) -> LeadFacts:
    if lead_id is not None:
        return facts_of_leads([find_lead(lead_id)], version, inputs, now)[0]
    if lead is None:
        raise InvalidInput([FieldError("lead", "required", gettext("Name a lead, or give one."))])
    try:
        return given_facts([lead], [version], inputs, now)[0]
    except InvalidInput as invalid:
        errors = [
            FieldError(e.field.replace("leads.0", "lead", 1), e.code, e.message) for e in invalid.errors
        ]
        raise InvalidInput(errors) from invalid
