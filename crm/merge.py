"""One lead on two sides: what is to be sent, what is to be taken, and what both changed. Pure.

Each side's value is compared with what it was when both were last in step. A side that did not change yields
to the other; where both changed, or the CRM changed what is decided here, the field's policy decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from crm.values import GUARDED, LOCKED, OWNED, Value, digest, plain

CRM_WINS, WE_WIN, NEWEST_WINS, ASK = "crm", "product", "newest", "ask"
POLICIES: Final = (NEWEST_WINS, CRM_WINS, WE_WIN, ASK)
GUARDED_POLICIES: Final = (WE_WIN, ASK)
OWNED_POLICIES: Final = (WE_WIN, CRM_WINS, ASK)
_MOST_KEPT: Final = 500
Seen = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Ours:
    """The lead as it is here."""

    values: Mapping[str, Value]
    changed_at: datetime


@dataclass(frozen=True)
class Theirs:
    """The record as the CRM has it."""

    values: Mapping[str, Value]
    changed_at: datetime | None


@dataclass(frozen=True)
class Terms:
    """How the two are merged. `key` is the one of the digests; `asked` are fields with an open conflict;
    `chosen` is what a person decided; `disputed` are fields that were put right too often of late."""

    key: UUID
    policies: Mapping[str, str] = field(default_factory=dict)
    takes: bool = True
    asked: frozenset[str] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)
    disputed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Clash:
    """Two values of a field. Without a `winner` a person is to decide."""

    field: str
    ours: str
    theirs: str
    winner: str
    why: str


@dataclass
class Merged:
    """What follows. `seen` are the digests once both are in step; `settled` no longer clash."""

    send: dict[str, Value] = field(default_factory=dict)
    take: dict[str, Value] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)


def merge(ours: Ours, theirs: Theirs | None, seen: Seen, terms: Terms) -> Merged:
    """Compare field by field. `theirs` is None where the CRM has no record yet: everything is sent."""
    merged = Merged()
    for name, value in ours.values.items():
        if theirs is None:
            _send(merged, terms, name, value)
        elif name in theirs.values:
            _Field(merged, terms, name, value, theirs.values[name], seen.get(name)).merge(ours, theirs)
    return merged


def _send(merged: Merged, terms: Terms, name: str, value: Value) -> None:
    merged.send[name] = value
    now = digest(terms.key, name, value)
    merged.seen[name] = (now, now)


class _Field:
    """One field that both sides have."""

    def __init__(
        self,
        merged: Merged,
        terms: Terms,
        name: str,
        ours: Value,
        theirs: Value,
        seen: tuple[str, str] | None,
    ) -> None:
        self.merged, self.terms, self.name, self.ours, self.theirs = merged, terms, name, ours, theirs
        self.now = digest(terms.key, name, ours), digest(terms.key, name, theirs)
        self.was = tuple(seen) if seen else None
        self.policy = terms.policies.get(name) or (WE_WIN if name in OWNED else NEWEST_WINS)

    def merge(self, ours: Ours, theirs: Theirs) -> None:
        if self.now[0] == self.now[1]:
            self._same()
        elif self.name in self.terms.chosen:
            self._stands(self.terms.chosen[self.name])
        elif self.name in self.terms.asked:
            self._keep()
        elif self._is_ours_alone():
            _send(self.merged, self.terms, self.name, self.ours)
        elif self._is_theirs_alone():
            self._theirs_alone()
        else:
            self._clash(ours, theirs)

    def _same(self) -> None:
        self.merged.seen[self.name] = self.now
        if self.name in self.terms.asked:
            self.merged.settled.append(self.name)

    def _is_ours_alone(self) -> bool:
        """Only we changed it; of a record that is met for the first time, what it does not have."""
        if self.was is None:
            return plain(self.name, self.theirs) in ("", "false" if self.name == LOCKED else "")
        return self.now[1] == self.was[1]

    def _is_theirs_alone(self) -> bool:
        return plain(self.name, self.ours) == "" if self.was is None else self.now[0] == self.was[0]

    def _theirs_alone(self) -> None:
        """An edit in the CRM: taken, unless the value is decided here or the field is ours."""
        if self.name in OWNED:
            self._owned()
        elif self.policy == WE_WIN:
            self._decided(WE_WIN, "policy")
        else:
            self._stands(CRM_WINS)

    def _owned(self) -> None:
        if self.policy == ASK or self.name in self.terms.disputed:
            self._ask()
        elif self.policy == CRM_WINS and self.name not in GUARDED:
            self._stands(CRM_WINS)
        else:
            self._decided(WE_WIN, "owned")

    def _clash(self, ours: Ours, theirs: Theirs) -> None:
        if self.name in OWNED:
            self._owned()
        elif self.policy == ASK or self.name in self.terms.disputed:
            self._ask()
        elif self.policy == NEWEST_WINS:
            is_theirs = theirs.changed_at is not None and theirs.changed_at > ours.changed_at
            self._decided(CRM_WINS if is_theirs else WE_WIN, "newest")
        else:
            self._decided(self.policy, "policy")

    def _decided(self, winner: str, why: str) -> None:
        self._note(winner, why)
        self._stands(winner)

    def _ask(self) -> None:
        self._note("", "")
        self._keep()

    def _keep(self) -> None:
        """Both stay as they are, and what was seen too, until a person has decided."""
        if self.was is not None:
            self.merged.seen[self.name] = (self.was[0], self.was[1])

    def _stands(self, winner: str) -> None:
        if winner == WE_WIN:
            _send(self.merged, self.terms, self.name, self.ours)
        else:
            if self.terms.takes and self.name not in OWNED:
                self.merged.take[self.name] = self.theirs
            self.merged.seen[self.name] = self.now

    def _note(self, winner: str, why: str) -> None:
        ours, theirs = (plain(self.name, value)[:_MOST_KEPT] for value in (self.ours, self.theirs))
        self.merged.clashes.append(Clash(self.name, ours, theirs, winner, why))
