"""What differs between two policy documents, in words: "Rule 3: value at least 50,000 → 75,000"."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.utils.translation import gettext

from routing.policies.selectors.policy_words import (
    OPERATOR_WORDS,
    condition_words,
    field_words,
    leaf_words,
    setting_words,
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


def diff_documents(before: Document, after: Document) -> list[Change]:
    """Every difference, rules first, then pools, then the terms; empty for equal documents."""
    return [
        *_rules(before.get("rules", []), after.get("rules", [])),
        *_pools(before, after),
        *_terms(before, after),
    ]


def _rules(before: Sequence[Document], after: Sequence[Document]) -> Iterator[Change]:
    pairs = _paired(before, after)
    kept = {old for old, _ in pairs}
    found = {new for _, new in pairs}
    for position, rule in enumerate(before):
        if position not in kept:
            yield Change(
                f"rules.{position}", "removed", gettext("%(rule)s is gone") % {"rule": _rule(position, rule)}
            )
    for position, rule in enumerate(after):
        if position not in found:
            words = gettext("%(rule)s is new: %(condition)s → %(target)s")
            named = {"rule": _rule(position, rule), "condition": condition_words(rule.get("when"))}
            yield Change(f"rules.{position}", "added", words % {**named, "target": _target(rule)})
    for old, new in _moved(pairs):
        words = gettext("%(rule)s moves from place %(old)s to place %(new)s")
        named = {"rule": _rule(new, after[new]), "old": str(old + 1), "new": str(new + 1)}
        yield Change(f"rules.{new}", "moved", words % named)
    for old, new in pairs:
        yield from _one_rule(before[old], after[new], new)


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
    return {name: value for name, value in rule.items() if name != "name"}


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


def _one_rule(before: Document, after: Document, position: int) -> Iterator[Change]:
    path, where = f"rules.{position}", _rule(position, after)
    if before.get("name") != after.get("name"):
        words = gettext("%(rule)s was called “%(name)s”") % {"rule": where, "name": before.get("name")}
        yield Change(f"{path}.name", "changed", words)
    yield from _conditions(before.get("when"), after.get("when"), f"{path}.when", where)
    yield from _settings(_rest(before), _rest(after), path, where)


def _rest(rule: Document) -> Document:
    return {name: value for name, value in rule.items() if name not in ("name", "when")}


def _conditions(before: Document | None, after: Document | None, path: str, where: str) -> Iterator[Change]:
    if before == after:
        return
    old, new = _plain_list(before), _plain_list(after)
    if old is None or new is None:
        named = {"rule": where, "old": condition_words(before), "new": condition_words(after)}
        yield Change(path, "changed", gettext("%(rule)s: conditions were %(old)s; now %(new)s") % named)
        return
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _leaf_change(old.get(key), new.get(key), path, where)


def _plain_list(tree: Document | None) -> dict[tuple[str, str], Document] | None:
    """Comparisons of a condition that only joins them by `all`; None where there is more to it."""
    if not tree:
        return {}
    leaves = tree.get("all", [tree])
    if not all("field" in leaf for leaf in leaves):
        return None
    found = {(leaf["field"], str(leaf.get("op"))): leaf for leaf in leaves}
    return found if len(found) == len(leaves) else None


def _leaf_change(old: Document | None, new: Document | None, path: str, where: str) -> Iterator[Change]:
    if old == new:
        return
    if old is not None and new is not None:
        words = gettext("%(rule)s: %(field)s %(op)s %(old)s → %(new)s")
        op = OPERATOR_WORDS.get(new["op"], new["op"])
        named = {"rule": where, "field": field_words(new["field"]), "op": op}
        values = {"old": value_words(old.get("value")), "new": value_words(new.get("value"))}
        yield Change(path, "changed", words % (named | values))
    elif new is not None:
        words = gettext("%(rule)s: also asks for %(condition)s")
        yield Change(path, "added", words % {"rule": where, "condition": leaf_words(new)})
    elif old is not None:
        words = gettext("%(rule)s: no longer asks for %(condition)s")
        yield Change(path, "removed", words % {"rule": where, "condition": leaf_words(old)})


def _pools(before: Document, after: Document) -> Iterator[Change]:
    old, new = before.get("pools", NOTHING), after.get("pools", NOTHING)
    for key in [*old, *(key for key in new if key not in old)]:
        path, where = f"pools.{key}", gettext("Pool %(pool)s") % {"pool": key}
        if key not in new:
            yield Change(path, "removed", gettext("%(pool)s is gone") % {"pool": where})
        elif key not in old:
            words = gettext("%(pool)s is new: %(settings)s")
            yield Change(path, "added", words % {"pool": where, "settings": value_words(new[key])})
        else:
            yield from _settings(old[key], new[key], path, where)


def _terms(before: Document, after: Document) -> Iterator[Change]:
    old, new = (
        {n: v for n, v in document.items() if n not in ("rules", "pools")} for document in (before, after)
    )
    yield from _settings(old, new, "", gettext("Everywhere"))


def _settings(before: Any, after: Any, path: str, where: str) -> Iterator[Change]:
    """Differences between two mappings of settings, however deep."""
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(name), after.get(name)
        inner = f"{path}.{name}".lstrip(".")
        if isinstance(old, Mapping | None) and isinstance(new, Mapping | None):
            yield from _settings(old or {}, new or {}, inner, f"{where}, {setting_words(name)}")
        elif old != new:
            yield _setting(name, old, new, inner, where)


def _setting(name: str, old: Any, new: Any, path: str, where: str) -> Change:
    kind: Kind = "added" if old is None else "removed" if new is None else "changed"
    words = f"{where}: {setting_words(name)} {value_words(old)} → {value_words(new)}"
    return Change(path, kind, words)


def _rule(position: int, rule: Document) -> str:
    named = {"number": position + 1, "name": rule.get("name", "")}
    return gettext("Rule %(number)s (%(name)s)") % named


def _target(rule: Document) -> str:
    then = str(rule.get("then", ""))
    return value_words(rule["pool"]) if then == "route" and rule.get("pool") else then
