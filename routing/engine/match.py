"""The first rule that matches, in time that hardly grows with the number of rules.

Every distinct comparison in a policy is one bit. For each field the bits that hold are
looked up at once: by value, or by bisection between the thresholds of its numbers. The
lead's truth is one integer, and a rule a few operations on it; equal truths share an answer.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final, cast

from routing.engine.conditions import Leaf, Test, kind_of, reader
from routing.engine.facts import LeadFacts

Condition = Callable[[int], bool]
REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a rule did not match: the comparisons that were false, or `not` parts that were true."""

    rule_index: int
    rule_name: str
    failed: tuple[Leaf, ...]


class Leaves:
    """The distinct comparisons of a policy, numbered as they are first met."""

    def __init__(self) -> None:
        self.all: list[Leaf] = []
        self._numbers: dict[str, int] = {}

    def bit(self, leaf: Leaf) -> int:
        """The bit of this comparison."""
        number = self._numbers.setdefault(leaf.key, len(self.all))
        if number == len(self.all):
            self.all.append(leaf)
        return 1 << number

    def compile(self, tree: Mapping[str, Any] | None) -> Condition:
        """A condition tree as a function of the truth; None is the catch-all."""
        if tree is None:
            return lambda truth: True
        if "not" in tree:
            inner = self.compile(tree["not"])
            return lambda truth: not inner(truth)
        if "all" in tree or "any" in tree:
            return self._compile_group("all" if "all" in tree else "any", tree)
        bit = self.bit(Leaf(tree["field"], tree["op"], tree.get("value")))
        return lambda truth: truth & bit != 0

    def _compile_group(self, word: str, tree: Mapping[str, Any]) -> Condition:
        mask = sum({self.compile_leaf(part) for part in tree[word] if "field" in part})
        groups = [self.compile(part) for part in tree[word] if "field" not in part]
        if word == "all":
            if not groups:
                return lambda truth: truth & mask == mask
            return lambda truth: truth & mask == mask and all(group(truth) for group in groups)
        return lambda truth: truth & mask != 0 or any(group(truth) for group in groups)

    def compile_leaf(self, part: Mapping[str, Any]) -> int:
        """The bit of a comparison as it is written."""
        return self.bit(Leaf(part["field"], part["op"], part.get("value")))


class FieldBits:
    """All comparisons of one field, answered together."""

    __slots__ = ("_cuts", "_known", "_masks", "_read", "_tests")

    def __init__(self, field: str, tests: Sequence[tuple[int, Test]], values: Sequence[Any]) -> None:
        self._read = reader(field)
        self._tests = tests
        self._known: dict[Hashable, int] = {}
        self._cuts: list[float] = []
        self._masks: list[int] = []
        if kind_of(field) == "number":
            self._cuts = sorted({float(cut) for value in values for cut in _numbers(value)})
            self._masks = [self._evaluate(point) for point in _representatives(self._cuts)]

    def bits(self, lead: LeadFacts) -> int:
        """The comparisons of this field that hold for the lead."""
        value = self._read(lead)
        if self._cuts and value is not None:
            place = bisect_left(self._cuts, value)
            exact = place < len(self._cuts) and self._cuts[place] == value
            return self._masks[2 * place + exact]
        if value.__class__ is bool or value.__class__ in _UNSAFE_KEYS:
            return self._evaluate(value)
        return self._look_up(value)

    def _look_up(self, value: Any) -> int:
        key = cast(Hashable, value)
        found = self._known.get(key)
        if found is None:
            found = self._evaluate(value)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = found
        return found

    def _evaluate(self, value: Any) -> int:
        return sum(bit for bit, test in self._tests if test(value))


class Matcher:
    """Finds the first matching rule of a policy."""

    def __init__(self, rules: Sequence[tuple[str, Mapping[str, Any] | None]]) -> None:
        self.leaves = Leaves()
        self._names = [name for name, _ in rules]
        self._trees = [tree for _, tree in rules]
        self._conditions = [self.leaves.compile(tree) for tree in self._trees]
        self._fields = _by_field(self.leaves.all)
        self._known: dict[int, int] = {}

    def match(self, lead: LeadFacts) -> tuple[int, int]:
        """Number of the first rule that matches (-1: none), and the lead's truth."""
        truth = 0
        for field in self._fields:
            truth |= field.bits(lead)
        found = self._known.get(truth)
        if found is None:
            found = self._first(truth)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[truth] = found
        return found, truth

    def failures(self, truth: int, before: int) -> tuple[Failure, ...]:
        """Why each rule before the given one did not match."""
        return tuple(
            Failure(number, self._names[number], tuple(self._failed(self._trees[number], truth, True)))
            for number in range(before)
        )

    def _first(self, truth: int) -> int:
        return next((n for n, holds in enumerate(self._conditions) if holds(truth)), -1)

    def _failed(self, tree: Mapping[str, Any] | None, truth: int, wanted: bool) -> list[Leaf]:
        """The comparisons that keep a tree from having the wanted value."""
        if tree is None or self.leaves.compile(tree)(truth) == wanted:
            return []
        if "not" in tree:
            return self._failed(tree["not"], truth, not wanted)
        for word in ("all", "any"):
            if word in tree:
                return [leaf for part in tree[word] for leaf in self._failed(part, truth, wanted)]
        return [Leaf(tree["field"], tree["op"], tree.get("value"))]


_UNSAFE_KEYS: Final = (float, dict, list)
"""Types not to look up by value: 1.0 is the same key as 1 and True; lists and dicts are no keys."""


def _by_field(leaves: Sequence[Leaf]) -> list[FieldBits]:
    grouped: dict[str, list[tuple[int, Leaf]]] = {}
    for number, leaf in enumerate(leaves):
        grouped.setdefault(leaf.field, []).append((1 << number, leaf))
    return [
        FieldBits(field, [(bit, leaf.test()) for bit, leaf in found], [leaf.value for _, leaf in found])
        for field, found in grouped.items()
    ]


def _numbers(value: Any) -> list[float]:
    values = value if isinstance(value, list | tuple) else [value]
    return [number for number in values if isinstance(number, int | float) and not isinstance(number, bool)]


def _representatives(cuts: Sequence[float]) -> list[float]:
    """One number below, at, and between all cuts: gap, cut, gap, cut, ..., gap."""
    if not cuts:
        return []
    points = [-inf]
    for cut, following in zip(cuts, [*cuts[1:], inf], strict=True):
        points += [cut, cut + (following - cut) / 2]
    return points
