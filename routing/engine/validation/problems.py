"""A problem, and the names a document may use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong; `path` is like `pools.security.method` or `rules.0.when.all.1.op`.

    A `warning` may be published, an `error` may not.
    """

    path: str
    code: str
    message: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every name that exists; `partners` holds ids and external ids alike."""

    tiers: frozenset[str] = frozenset()
    certifications: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    verticals: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Those that forbid publishing."""
    return [problem for problem in problems if problem.severity == "error"]
