"""What other apps are asked while leads come in. They register themselves when they are ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from leads.models import Lead


@dataclass(frozen=True)
class Holder:
    """Who has a lead now, and what these partners may hear of it."""

    partner_ids: Sequence[UUID]
    membership_ids: Sequence[UUID]
    payload: Mapping[str, Any]


FindHolders = Callable[[Sequence[Lead]], Mapping[UUID, Holder]]


@dataclass
class _Hooks:
    find_holders: FindHolders | None = field(default=None)


_hooks = _Hooks()


def register_holders(find: FindHolders) -> None:
    """Say how the holders of leads are found."""
    _hooks.find_holders = find


def holders_of(leads: Sequence[Lead]) -> Mapping[UUID, Holder]:
    """Lead to its holder, for those that a partner has."""
    return _hooks.find_holders(leads) if _hooks.find_holders and leads else {}
