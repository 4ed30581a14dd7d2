"""Every message of the product, found in its source: what a translation has to cover.

Python is read as its syntax tree, templates as Django turns them into calls of gettext; GNU gettext is not
needed.
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("prm", "partners", "leads", "routing", "crm", "portal")

# Which arguments of a call hold its context, its message and its plural.
CALLS: dict[str, tuple[int | None, tuple[int, ...]]] = {
    "_": (None, (0,)),
    "gettext": (None, (0,)),
    "gettext_lazy": (None, (0,)),
    "gettext_noop": (None, (0,)),
    "ngettext": (None, (0, 1)),
    "ngettext_lazy": (None, (0, 1)),
    "pgettext": (0, (1,)),
    "pgettext_lazy": (0, (1,)),
    "npgettext": (0, (1, 2)),
    "npgettext_lazy": (0, (1, 2)),
}
TEMPLATE_CALLS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class Message(NamedTuple):
    """A message where it stands: one form, or a singular and a plural."""

    line: int
    forms: tuple[str, ...]
    context: str | None


def source_messages() -> Catalog:
    """A catalogue of all messages, each with the files it comes from."""
    catalog = Catalog(charset="utf-8")
    for path in source_files():
        place = path.relative_to(REPOSITORY).as_posix()
        for line, forms, context in messages_of(path):
            catalog.add(forms if len(forms) > 1 else forms[0], locations=[(place, line)], context=context)
    return catalog


def source_files() -> Iterator[Path]:
    """The product's Python files and templates."""
    for folder in FOLDERS:
        yield from sorted((REPOSITORY / folder).rglob("*.py"))
    for suffix in ("html", "txt"):
        yield from sorted((REPOSITORY / "templates").rglob(f"*.{suffix}"))


def messages_of(path: Path) -> Iterator[Message]:
    """The messages of one file."""
    text = path.read_text(encoding="utf-8")
    return messages_of_python(text) if path.suffix == ".py" else messages_of_template(text)


def messages_of_python(text: str) -> Iterator[Message]:
    """What calls of gettext and its kin are given as literals."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _name(node.func) in CALLS:
            context_at, forms_at = CALLS[_name(node.func)]
            forms = tuple(_literal(node, at) for at in forms_at)
            if all(forms):
                context = None if context_at is None else _literal(node, context_at)
                yield Message(node.lineno, forms, context)


def messages_of_template(text: str) -> Iterator[Message]:
    """What the translate tags and filters of a template hold."""
    # Indentation means nothing in a template, but would to the reader of Python that finds the calls.
    calls = "\n".join(line.lstrip() for line in templatize(text).split("\n"))
    for line, found, _comments, context in extract("python", BytesIO(calls.encode()), TEMPLATE_CALLS):
        yield Message(line, (found,) if isinstance(found, str) else tuple(found), context)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(call: ast.Call, at: int) -> str:
    node = call.args[at] if at < len(call.args) else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
