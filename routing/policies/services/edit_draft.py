"""Changing one rule, pool or set of terms of a draft, for editors that work piece by piece.

The draft may be half-made in between: nothing here asks for a valid document, publishing does.
All raise NotFound for a stranger and NotPossible (`not_a_draft`) for a version that was published.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound
from routing.models import PolicyVersion
from routing.policies.services.save_draft import lock_draft, put_document
from routing.policies.services.storable import Document, stored_form

Part = Mapping[str, Any]


def add_rule(*, version_id: UUID, rule: Part, actor: Actor, position: int | None = None) -> PolicyVersion:
    """Insert a rule; before the last one, the catch-all, unless a position is given."""

    def change(document: Document) -> None:
        rules = document["rules"]
        rules.insert(max(len(rules) - 1, 0) if position is None else position, dict(rule))

    return _edited(version_id, change)


def replace_rule(*, version_id: UUID, position: int, rule: Part, actor: Actor) -> PolicyVersion:
    """Put a rule in the place of another."""

    def change(document: Document) -> None:
        _rule_at(document, position)
        document["rules"][position] = dict(rule)

    return _edited(version_id, change)


def move_rule(*, version_id: UUID, position: int, to: int, actor: Actor) -> PolicyVersion:
    """Take a rule from one place in the order to another; positions count from 0."""

    def change(document: Document) -> None:
        _rule_at(document, position)
        rules = document["rules"]
        rules.insert(max(0, min(to, len(rules) - 1)), rules.pop(position))

    return _edited(version_id, change)


def remove_rule(*, version_id: UUID, position: int, actor: Actor) -> PolicyVersion:
    """Take a rule out."""

    def change(document: Document) -> None:
        _rule_at(document, position)
        del document["rules"][position]

    return _edited(version_id, change)


def put_pool(*, version_id: UUID, key: str, pool: Part, actor: Actor) -> PolicyVersion:
    """Add a pool, or put other settings in its place."""
    return _edited(version_id, lambda document: document["pools"].update({key: dict(pool)}))


def rename_pool(*, version_id: UUID, key: str, to: str, actor: Actor) -> PolicyVersion:
    """Give a pool another name, here and wherever a rule or a fallback names it.

    Credits are kept by the pool's name: under a new one everybody starts at zero.
    """

    def change(document: Document) -> None:
        pools = document["pools"]
        _pool_called(document, key)
        if to != key and to in pools:
            raise InvalidInput([FieldError("to", "repeated", gettext("There is a pool of this name."))])
        document["pools"] = {to if name == key else name: pool for name, pool in pools.items()}
        for naming, word in _naming(document):
            if naming.get(word) == key:
                naming[word] = to

    return _edited(version_id, change)


def remove_pool(*, version_id: UUID, key: str, actor: Actor) -> PolicyVersion:
    """Take a pool out; rules that lead to it are left for the editor to mend."""

    def change(document: Document) -> None:
        _pool_called(document, key)
        del document["pools"][key]

    return _edited(version_id, change)


def put_terms(*, version_id: UUID, actor: Actor, **terms: Any) -> PolicyVersion:
    """Set terms for every pool: `sla`, `escalate`, `cooldown`, `pause_after_missed`; None removes one."""
    unknown = set(terms) - {"sla", "escalate", "cooldown", "pause_after_missed"}
    if unknown:
        raise TypeError(f"unknown terms: {', '.join(sorted(unknown))}")

    def change(document: Document) -> None:
        for name, value in terms.items():
            document.pop(name, None)
            if value is not None:
                document[name] = value

    return _edited(version_id, change)


def _edited(version_id: UUID, change: Callable[[Document], None]) -> PolicyVersion:
    draft = lock_draft(version_id)
    document = deepcopy(draft.document)
    change(document)
    return put_document(draft, stored_form(document, must_be_valid=False))


def _rule_at(document: Document, position: int) -> None:
    if not 0 <= position < len(document["rules"]):
        raise NotFound(gettext("There is no such rule."))


def _pool_called(document: Document, key: str) -> None:
    if key not in document["pools"]:
        raise NotFound(gettext("There is no such pool."))


def _naming(document: Document) -> Iterator[tuple[Document, str]]:
    """Everything that may name a pool, and under which word."""
    for rule in document["rules"]:
        yield rule, "pool"
    for pool in document["pools"].values():
        yield pool, "fallback"
