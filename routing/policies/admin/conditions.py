"""A rule's conditions as rows of a form, and back: groups of "all", "any", "none", "not all", nested.

A row's fields are named after its place in the tree: `c-0-1-field` is the field of the second row of the
whole condition `0`. Adding and removing rows are buttons of the form, so that it works by keyboard;
`places` says where in the document each row ends up, so that problems show beside it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as of
from typing import Any, Final

from routing.engine.conditions import OPERATORS, kind_of

Tree = Mapping[str, Any]
NAME: Final = re.compile(r"^c-(\d+(?:-\d+)*)-(kind|field|op|value|most)$")
GROUPS: Final = ("all", "any", "none", "notall")
SEVERAL: Final = ("in", "not_in", "includes")
GROUPED: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
DEEPEST: Final = 9


@dataclass
class Row:
    """One comparison, or a group of rows. `path` names its form fields; texts are as typed."""

    path: str = "0"
    kind: str = "leaf"
    field: str = "products"
    op: str = "in"
    value: str = ""
    most: str = ""
    children: list["Row"] = of(default_factory=list)
    errors: list[str] = of(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether rows hang below."""
        return self.kind in GROUPS

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators that fit the field."""
        return OPERATORS[kind_of(self.field) or "any"]

    @property
    def takes_yes_or_no(self) -> bool:
        """Whether the value is a yes or a no."""
        return self.op == "exists" or kind_of(self.field) == "flag"

    @property
    def takes_several(self) -> bool:
        """Whether several values can be named."""
        return self.op in SEVERAL

    @property
    def depth(self) -> int:
        """How deep the row lies; the whole condition is 0."""
        return self.path.count("-")


def rows_of(when: Tree | None) -> Row | None:
    """The form's rows for a stored condition; None for a rule without one."""
    return None if when is None else _row(when, "0", is_root=True)


def document_of(root: Row | None) -> dict[str, Any] | None:
    """The condition as it is stored; None when nothing is asked."""
    return None if root is None or not root.children else _tree(root)


def posted_rows(data: Mapping[str, str]) -> Row | None:
    """The rows as they were posted."""
    found: dict[str, Row] = {}
    for name, text in data.items():
        matched = NAME.match(name)
        if matched and matched[1].count("-") <= DEEPEST:
            setattr(found.setdefault(matched[1], Row(path=matched[1])), matched[2], text)
    return _assembled(found)


def add_row(root: Row | None, path: str, *, is_group: bool) -> Row:
    """The rows with one more below `path` (the first makes the condition)."""
    root = root or Row(kind="all")
    parent = _find(root, path) or root
    parent.children.append(Row(kind="any", children=[Row()]) if is_group else Row())
    return _numbered(root, "0")


def remove_row(root: Row | None, path: str) -> Row | None:
    """The rows without the one at `path`, and without groups that this leaves empty."""
    if root is None or path == "0":
        return None
    parent = _find(root, path.rpartition("-")[0])
    if parent is not None:
        parent.children = [child for child in parent.children if child.path != path]
        if not parent.children:
            return remove_row(root, parent.path)
    return _numbered(root, "0")


def move_row(root: Row | None, path: str, *, by: int) -> Row | None:
    """The rows with the one at `path` moved among its neighbours; at the end it stays."""
    if root is None or path == "0":
        return root
    parent, place = _find(root, path.rpartition("-")[0]), int(path.rpartition("-")[2])
    if parent is not None and place < len(parent.children) and 0 <= place + by < len(parent.children):
        parent.children.insert(place + by, parent.children.pop(place))
    return _numbered(root, "0")


def places(root: Row, at: str) -> Iterator[tuple[str, Row]]:
    """Where each row ends up in the document, given where the condition does (`rules.2.when`)."""
    yield at, root
    if not root.is_group:
        return
    word, is_negated = _words(root)
    for number, child in enumerate(root.children):
        below = f"{at}.not" if is_negated else at
        alone = is_negated and len(root.children) == 1
        yield from places(child, below if alone else f"{below}.{word}.{number}")


def _row(tree: Tree, path: str, *, is_root: bool = False) -> Row:
    if "not" in tree:
        inner = tree["not"]
        word = next((word for word in ("all", "any") if word in inner), None)
        kind = {"all": "notall", "any": "none"}.get(word or "", "none")
        return _group(kind, inner[word] if word else [inner], path)
    for word in ("all", "any"):
        if word in tree:
            return _group(word, tree[word], path)
    return _group("all", [tree], path) if is_root else _leaf(tree, path)


def _group(kind: str, parts: list[Tree], path: str) -> Row:
    return Row(path=path, kind=kind, children=[_row(part, f"{path}-{n}") for n, part in enumerate(parts)])


def _leaf(leaf: Tree, path: str) -> Row:
    value, op = leaf.get("value"), str(leaf.get("op", "eq"))
    row = Row(path=path, field=str(leaf.get("field", "")), op=op)
    if op == "between" and isinstance(value, list) and len(value) == 2:
        row.value, row.most = _text(value[0]), _text(value[1])
    else:
        row.value = ", ".join(map(_text, value)) if isinstance(value, list) else _text(value)
    return row


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def _tree(row: Row) -> dict[str, Any]:
    if not row.is_group:
        return {"field": row.field, "op": row.op, "value": _value(row)}
    word, is_negated = _words(row)
    parts = [_tree(child) for child in row.children]
    if not is_negated:
        return {word: parts}
    return {"not": parts[0] if len(parts) == 1 else {word: parts}}


def _words(row: Row) -> tuple[str, bool]:
    """The group's word in the document, and whether it stands below a "not"."""
    return {"none": ("any", True), "notall": ("all", True)}.get(row.kind, (row.kind, False))


def _value(row: Row) -> Any:
    """What was typed, as the operator and the field want it; what does not fit stays text and is refused."""
    kind = kind_of(row.field)
    if row.op == "exists" or kind == "flag":
        return {"yes": True, "no": False}.get(row.value, row.value)
    if row.op == "between":
        return [_plain(row.value, kind), _plain(row.most, kind)]
    if row.op in SEVERAL:
        return [_plain(part, kind) for part in row.value.split(",") if part.strip()]
    return _plain(row.value, kind)


def _plain(text: str, kind: str | None) -> Any:
    text = text.strip()
    if kind not in ("number", "any"):
        return text
    bare = text.replace(",", "") if GROUPED.fullmatch(text) else text
    try:
        number = float(bare.replace(" ", ""))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _fitting(row: Row) -> None:
    """An operator that does not fit the field (the field was changed) gives way to one that does."""
    if not row.is_group and row.op not in row.operators:
        row.op = row.operators[0]


def _assembled(found: dict[str, Row]) -> Row | None:
    """Rows hung below each other by their paths; those whose parent is missing fall away."""
    for path in sorted(found, key=lambda path: [int(part) for part in path.split("-")]):
        parent = found.get(path.rpartition("-")[0])
        _fitting(found[path])
        if parent is not None and parent.is_group:
            parent.children.append(found[path])
    root = found.get("0")
    return _numbered(root, "0") if root is not None and root.is_group else None


def _find(row: Row, path: str) -> Row | None:
    if row.path == path:
        return row
    return next((found for child in row.children if (found := _find(child, path))), None)


def _numbered(row: Row, path: str) -> Row:
    row.path = path
    for number, child in enumerate(row.children):
        _numbered(child, f"{path}-{number}")
    return row
