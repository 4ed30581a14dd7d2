"""A problem, and the names a document may use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from routing.engine.conditions import MARKS

Severity = Literal["error", "warning"]


class Said(str):
    """A value of a problem that is a message id itself, translated where it is shown."""


class Entry(str):
    """A value of a problem that is an entry of a list of the vendor's, shown by its name."""

    of: str

    def __new__(cls, of: str, slug: str) -> "Entry":
        entry = super().__new__(cls, slug)
        entry.of = of
        return entry


class Listing(tuple[str, ...]):
    """Several values, joined where they are shown."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self)


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
    """Every name that exists; `partners` holds ids and external ids alike, `flags` marks."""

    tiers: frozenset[str] = frozenset()
    certifications: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    verticals: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset(MARKS)


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Those that forbid publishing."""
    return [problem for problem in problems if problem.severity == "error"]
