"""What can be exported in the background. Each app registers its kinds when its pages are loaded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from prm.platform.sheets.csv_out import Cell

# (person, query, columns) → the head, then the rows. Called inside the vendor's scope, iterated outside it.
Rows = Callable[[UUID, str, Sequence[str]], Iterator[Sequence[Cell]]]


@dataclass
class _Kinds:
    by_name: dict[str, Rows] = field(default_factory=dict)


_kinds = _Kinds()


def register_export(name: str, rows: Rows) -> None:
    """Let sheets of this kind be made. `rows` raises PermissionDenied for who may not see them any more."""
    _kinds.by_name[name] = rows


def rows_of(name: str) -> Rows:
    """How the rows of a kind are read. Raises KeyError."""
    return _kinds.by_name[name]
