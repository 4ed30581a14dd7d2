"""What a pool's guard did in one contest, in figures: stored with the decision, and told in words."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guarded:
    """What a guard did to some partners.

    `kind` is `cap` or `floor`; `key` says whom it counts: `partner` for each alone, `newcomers`, or `tier:`
    with a slug, for all of them together. `places` are theirs on the partner table.

    A cap: they have `count` leads, and it allows `bound` of any `of`; after `after` other leads of the pool
    they are below it again, 0 where that is a matter of days. A floor: they had `count` of the last `of` - 1
    leads, and their minimum is `bound` of `of`.
    """

    kind: str
    key: str
    count: int
    bound: int
    of: int
    places: tuple[int, ...]
    after: int = 0

    def to_json(self) -> list[Any]:
        """The stored form."""
        return [self.kind, self.key, self.count, self.bound, self.of, list(self.places), self.after]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Guarded":
        """What `to_json` wrote."""
        kind, key, count, bound, of, places, after = stored
        return cls(kind, key, count, bound, of, tuple(places), after)
