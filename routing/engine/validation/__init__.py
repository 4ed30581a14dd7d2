"""What is wrong with a policy document: all of it at once, each problem at its place.

Whatever the engine does not know (a method, check, field, operator, setting or name) is
refused here by name; nothing is ever ignored.
"""

from collections.abc import Mapping
from typing import Any

from routing.engine.problems import Catalogue, Problem, errors_of
from routing.engine.validation.conditions import condition_problems
from routing.engine.validation.names import name_problems
from routing.engine.validation.pools import pool_problems
from routing.engine.validation.rules import rule_problems
from routing.engine.validation.shape import shape_problems

__all__ = ["Catalogue", "Problem", "errors_of", "validate_document"]


def validate_document(document: Mapping[str, Any], catalogue: Catalogue | None = None) -> list[Problem]:
    """Every problem; a document with an error must not be compiled or published.

    Without a catalogue, names of tiers, certifications, products, verticals and partners
    are taken on trust. Meaning is looked at only once the shape is right.
    """
    found = [*shape_problems(document), *condition_problems(document)]
    if found:
        return found
    found += [*rule_problems(document), *pool_problems(document)]
    if catalogue is not None:
        found += name_problems(document, catalogue)
    return found
