"""What is wrong with a policy document, in itself, by the catalogue and by today's partners."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from prm.platform import clock
from routing.batches.selectors.routing_inputs import inputs_at
from routing.engine import Problem, compile_policy, errors_of, validate_document
from routing.policies.selectors.policy import policy_version
from routing.policies.selectors.policy_names import PolicyNames
from routing.policies.selectors.policy_reach import reach_problems
from routing.policies.selectors.problem_words import tell_all


def check_document(document: Mapping[str, Any]) -> list[Problem]:
    """Every problem, errors before warnings; a document with an error cannot be published.

    What depends on today's partners (a rule that nobody can serve, pools that overlap, weights of zero) is a
    warning, since partners change; it is looked for only once there is no error.
    """
    names = PolicyNames()
    problems = tell_all(validate_document(document, names.catalogue()), names)
    if errors_of(problems):
        return sorted(problems, key=lambda problem: problem.severity == "warning")
    now = clock.now()
    inputs = inputs_at(now)
    version = compile_policy(document, number=0)
    return [*problems, *reach_problems(version, inputs.partner_table, inputs.products, now)]


def check_version(version_id: UUID) -> list[Problem]:
    """As `check_document`, for a stored version. Raises NotFound."""
    return check_document(policy_version(version_id).document)
