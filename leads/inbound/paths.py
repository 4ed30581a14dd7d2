"""Paths into JSON: `form_response.answers[0].text`, `field_data[name=email].values[0]`, `data[].id`.

A step is a name, or in brackets a place (from the end when negative), a condition on an inner path, a quoted
name, or nothing at all: every item of the list.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

Place = tuple[str | int, ...]


class WrongPath(ValueError):
    """The path cannot be read; the message says why."""


@dataclass(frozen=True)
class Name:
    """A member of an object."""

    name: str


@dataclass(frozen=True)
class Item:
    """An item of a list."""

    place: int


@dataclass(frozen=True)
class Every:
    """Every item of a list."""


@dataclass(frozen=True)
class Where:
    """The items of a list in which the value at an inner path reads so."""

    inner: tuple["Step", ...]
    value: str


Step = Name | Item | Every | Where
Path = tuple[Step, ...]
NAME = re.compile(r"[\w$@:/-]+")
_BRACKET = re.compile(r"""\[\s*(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*\]""")


def read_path(text: str) -> Path:
    """The steps of a path. Raises WrongPath."""
    path, end = path_at(text.strip(), 0)
    if end != len(text.strip()):
        raise WrongPath(gettext("“%(text)s” is not a path.") % {"text": text})
    return path


def path_at(text: str, start: int) -> tuple[Path, int]:
    """The path that begins here, and where it ends. Raises WrongPath."""
    steps: list[Step] = []
    here = start
    while here < len(text):
        step, after = _step_at(text, here, is_first=here == start)
        if step is None:
            break
        steps.append(step)
        here = after
    if not steps:
        raise WrongPath(gettext("A name or path is missing at “%(text)s”.") % {"text": text[start:][:40]})
    return tuple(steps), here


def _step_at(text: str, here: int, *, is_first: bool) -> tuple[Step | None, int]:
    if text[here] == "[":
        found = _BRACKET.match(text, here)
        if found is None:
            raise WrongPath(gettext("A bracket is not closed: “%(text)s”.") % {"text": text[here:][:40]})
        return _bracket(found), found.end()
    if not is_first:
        if text[here] != ".":
            return None, here
        here += 1
    name = NAME.match(text, here)
    if name is None:
        if is_first:
            return None, here
        raise WrongPath(gettext("A name is missing after a dot: “%(text)s”.") % {"text": text[:40]})
    return Name(name[0]), name.end()


def _bracket(found: re.Match[str]) -> Step:
    quoted = found[1] if found[1] is not None else found[2]
    if quoted is not None:
        return Name(quoted)
    inside = found[3]
    if not inside:
        return Every()
    if re.fullmatch(r"-?\d{1,6}", inside):
        return Item(int(inside))
    inner, equals, value = inside.partition("=")
    if not equals:
        raise WrongPath(
            gettext("Write a number or name=value in brackets, not “%(text)s”.") % {"text": inside}
        )
    return Where(read_path(inner), value.strip().strip("\"'"))


def find(data: Any, path: Path, before: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value that the path leads to, with the place where it is."""
    if not path:
        yield before, data
        return
    step, rest = path[0], path[1:]
    for key, value in _children(data, step):
        yield from find(value, rest, (*before, key))


def _children(data: Any, step: Step) -> Iterator[tuple[str | int, Any]]:
    if isinstance(step, Name):
        if isinstance(data, Mapping) and step.name in data:
            yield step.name, data[step.name]
    elif isinstance(data, list):
        yield from ((place, item) for place, item in enumerate(data) if _is_meant(data, place, step))


def _is_meant(items: list[Any], place: int, step: Step) -> bool:
    if isinstance(step, Item):
        return place == step.place or place - len(items) == step.place
    if isinstance(step, Where):
        return any(as_text(value) == step.value for _, value in find(items[place], step.inner))
    return True


def leaves(data: Any, before: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value that holds no other, with its place."""
    if isinstance(data, Mapping) and data:
        for name, value in data.items():
            yield from leaves(value, (*before, name))
    elif isinstance(data, list) and any(isinstance(item, Mapping | list) for item in data):
        for place, item in enumerate(data):
            yield from leaves(item, (*before, place))
    else:
        yield before, data


def written(place: Place) -> str:
    """The place as a path that leads to it."""
    text = ""
    for key in place:
        if isinstance(key, int):
            text += f"[{key}]"
        elif NAME.fullmatch(key):
            text += f".{key}" if text else key
        else:
            text += f'["{key}"]'
    return text


def as_text(value: Any) -> str:
    """A value as it is compared and joined."""
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_text, value)))
    return str(value)
