"""What differs between two policy documents, in words: "Rule 3: value at least 50,000 → 75,000"."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.utils.translation import gettext

from routing.engine.model.kinds import Kind as SettingKind
from routing.engine.rule import OUTCOMES
from routing.policies.selectors.policy_names import PolicyNames
from routing.policies.selectors.policy_words import (
    OPERATOR_WORDS,
    compared_words,
    condition_words,
    field_words,
    leaf_words,
)
from routing.policies.selectors.setting_words import (
    Inside,
    inside,
    mapping_words,
    policy_terms,
    pool_terms,
    rule_place,
    rule_terms,
    value_words,
)

Kind = Literal["added", "removed", "changed", "moved"]
Document = Mapping[str, Any]
NOTHING: Document = {}


@dataclass(frozen=True)
class Change:
    """One difference. `path` lies in the later document, but for what was removed."""

    path: str
    kind: Kind
    words: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def diff_documents(before: Document, after: Document, names: PolicyNames | None = None) -> list[Change]:
    """Every difference, rules first, then pools, then the terms; empty for equal documents."""
    comparing = Comparing(before, after, names or PolicyNames())
    return [*comparing.rules(), *comparing.pools(), *comparing.terms()]


@dataclass(frozen=True)
class Comparing:
    """Two documents, and the names to tell their differences by."""

    before: Document
    after: Document
    names: PolicyNames

    def rules(self) -> Iterator[Change]:
        """Rules that are gone, new, elsewhere or different."""
        before, after = self.before.get("rules", []), self.after.get("rules", [])
        pairs = _paired(before, after)
        kept, found = {old for old, _ in pairs}, {new for _, new in pairs}
        for position in range(len(before)):
            if position not in kept:
                words = gettext("%(rule)s is gone") % {"rule": rule_place(position, self.before)}
                yield Change(f"rules.{position}", "removed", words)
        for position, rule in enumerate(after):
            if position not in found:
                yield self._new_rule(position, rule)
        for old, new in _moved(pairs):
            words = gettext("%(rule)s moves from place %(old)s to place %(new)s")
            named = {"rule": rule_place(new, self.after), "old": str(old + 1), "new": str(new + 1)}
            yield Change(f"rules.{new}", "moved", words % named)
        for old, new in pairs:
            yield from self._rule(before[old], after[new], new)

    def pools(self) -> Iterator[Change]:
        """Pools that are gone, new or different."""
        old, new = self.before.get("pools", NOTHING), self.after.get("pools", NOTHING)
        for key in [*old, *(key for key in new if key not in old)]:
            path, where = f"pools.{key}", gettext("Pool %(pool)s") % {"pool": self.names.of("pools", key)}
            if key not in new:
                yield Change(path, "removed", gettext("%(pool)s is gone") % {"pool": where})
            elif key not in old:
                settings = mapping_words(pool_terms(), new[key], self.names)
                words = gettext("%(pool)s is new: %(settings)s")
                yield Change(path, "added", words % {"pool": where, "settings": settings})
            else:
                yield from self._settings(pool_terms(), old[key], new[key], path, where)

    def terms(self) -> Iterator[Change]:
        """What holds for the whole policy."""
        old, new = (_without(document, ("rules", "pools")) for document in (self.before, self.after))
        yield from self._settings(policy_terms(), old, new, "", gettext("Everywhere"))

    def _new_rule(self, position: int, rule: Document) -> Change:
        then, pool = str(rule.get("then", "")), rule.get("pool")
        is_routed = then == "route" and pool
        outcome = gettext(OUTCOMES[then].words) if then in OUTCOMES else then
        words = gettext("%(rule)s is new: %(condition)s → %(target)s") % {
            "rule": rule_place(position, self.after),
            "condition": condition_words(rule.get("when"), self.names),
            "target": self.names.of("pools", pool) if is_routed else outcome,
        }
        return Change(f"rules.{position}", "added", words)

    def _rule(self, before: Document, after: Document, position: int) -> Iterator[Change]:
        path, where = f"rules.{position}", rule_place(position, self.after)
        if before.get("name") != after.get("name"):
            words = gettext("%(rule)s was called “%(name)s”") % {"rule": where, "name": before.get("name")}
            yield Change(f"{path}.name", "changed", words)
        yield from self._conditions(before.get("when"), after.get("when"), f"{path}.when", where)
        old, new = (_without(rule, ("name", "when")) for rule in (before, after))
        yield from self._settings(rule_terms(), old, new, path, where)

    def _conditions(
        self, before: Document | None, after: Document | None, path: str, where: str
    ) -> Iterator[Change]:
        if before == after:
            return
        old, new = _plain_list(before), _plain_list(after)
        if old is None or new is None:
            told = {"old": condition_words(before, self.names), "new": condition_words(after, self.names)}
            words = gettext("%(rule)s: conditions were %(old)s; now %(new)s")
            yield Change(path, "changed", words % {"rule": where, **told})
            return
        for key in [*old, *(key for key in new if key not in old)]:
            yield from self._leaf(old.get(key), new.get(key), path, where)

    def _leaf(self, old: Document | None, new: Document | None, path: str, where: str) -> Iterator[Change]:
        if old == new:
            return
        if old is not None and new is not None:
            field = new["field"]
            words = gettext("%(rule)s: %(field)s %(op)s %(old)s → %(new)s") % {
                "rule": where,
                "field": field_words(field),
                "op": OPERATOR_WORDS.get(new["op"], new["op"]),
                "old": compared_words(field, old.get("value"), self.names),
                "new": compared_words(field, new.get("value"), self.names),
            }
            yield Change(path, "changed", words)
        elif new is not None:
            words = gettext("%(rule)s: also asks for %(condition)s")
            yield Change(path, "added", words % {"rule": where, "condition": leaf_words(new, self.names)})
        elif old is not None:
            words = gettext("%(rule)s: no longer asks for %(condition)s")
            yield Change(path, "removed", words % {"rule": where, "condition": leaf_words(old, self.names)})

    def _settings(self, terms: Inside, before: Any, after: Any, path: str, where: str) -> Iterator[Change]:
        """Differences between two mappings of settings, however deep."""
        for name in [*before, *(name for name in after if name not in before)]:
            old, new = before.get(name), after.get(name)
            term, kind = terms.get(name, (name, SettingKind()))
            inner = f"{path}.{name}".lstrip(".")
            if isinstance(old, Mapping | None) and isinstance(new, Mapping | None):
                below = inside(kind, self.names)
                yield from self._settings(below, old or {}, new or {}, inner, f"{where}, {term}")
            elif old != new:
                change: Kind = "added" if old is None else "removed" if new is None else "changed"
                values = [value_words(kind, value, self.names) for value in (old, new)]
                yield Change(inner, change, f"{where}: {term} {values[0]} → {values[1]}")


def _without(part: Document, left_out: Sequence[str]) -> Document:
    return {name: value for name, value in part.items() if name not in left_out}


def _paired(before: Sequence[Document], after: Sequence[Document]) -> list[tuple[int, int]]:
    """Old and new positions of the rules that are the same: by name, or else by everything but the name."""
    pairs: list[tuple[int, int]] = []
    left, right = list(range(len(before))), list(range(len(after)))
    for same in (_same_name, _same_content):
        for old in list(left):
            new = next((new for new in right if same(before[old], after[new])), None)
            if new is not None:
                pairs.append((old, new))
                left.remove(old)
                right.remove(new)
    return sorted(pairs, key=lambda pair: pair[1])


def _same_name(one: Document, other: Document) -> bool:
    return one.get("name") is not None and one.get("name") == other.get("name")


def _same_content(one: Document, other: Document) -> bool:
    return _content(one) == _content(other)


def _content(rule: Document) -> Document:
    return _without(rule, ("name",))


def _moved(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The fewest rules whose move explains the new order: all outside a longest rising run of old places."""
    ends: list[int] = []
    lengths = []
    for old, _ in pairs:
        place = bisect_left(ends, old)
        ends[place : place + 1] = [old]
        lengths.append(place + 1)
    wanted, stay = len(ends), set()
    for position in range(len(pairs) - 1, -1, -1):
        if lengths[position] == wanted:
            stay.add(position)
            wanted -= 1
    return [pair for position, pair in enumerate(pairs) if position not in stay]


def _plain_list(tree: Document | None) -> dict[tuple[str, str], Document] | None:
    """Comparisons of a condition that only joins them by `all`; None where there is more to it."""
    if not tree:
        return {}
    leaves = tree.get("all", [tree])
    if not all("field" in leaf for leaf in leaves):
        return None
    found = {(leaf["field"], str(leaf.get("op"))): leaf for leaf in leaves}
    return found if len(found) == len(leaves) else None
