"""What can be imported. Each app registers its kinds when it is ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from prm.platform.actors import Actor
from prm.platform.errors import FieldError

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A field that a column of a file can fill. `words` are other names for it, in any language."""

    name: str
    label: Any
    words: tuple[str, ...] = ()
    example: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one row. `warnings` came with a row that was taken all the same."""

    became: Literal["added", "updated", "known", "refused"]
    errors: Sequence[FieldError] = ()
    warnings: Sequence[FieldError] = ()


@dataclass(frozen=True)
class Kind:
    """Something that can be imported.

    `take` stores rows in their order, in the caller's transaction; one bad row harms no other. A row maps
    names of columns to text, and `custom` to the columns that were kept under their own names.
    """

    name: str
    title: Any
    columns: Callable[[], Sequence[Column]]
    take: Callable[[Sequence[Row], Actor, bool], Sequence[Outcome]]
    keeps_other_columns: bool = False
    list_page: str = ""


@dataclass
class _Kinds:
    by_name: dict[str, Kind] = field(default_factory=dict)


_kinds = _Kinds()


def register(kind: Kind) -> None:
    """Let files of this kind be imported."""
    _kinds.by_name[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """The kind with this name, or None."""
    return _kinds.by_name.get(name)


def all_kinds() -> list[Kind]:
    """Every kind, in the order of registration."""
    return list(_kinds.by_name.values())
