"""A problem, and the names a document may use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


def _(message: str) -> str:
    """Mark a message for translation, which happens where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong; `path` is like `pools.security.method` or `rules.0.when.all.1.op`.

    A `warning` may be published, an `error` may not. `words` are a message id, `values` what it names.
    """

    path: str
    code: str
    words: str
    severity: Severity = "error"
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The problem in English; `routing.policies.selectors.problem_words` tells it in the reader's
        language."""
        return self.words % self.values if self.values else self.words


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
