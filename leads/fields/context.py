"""What a field's reader may know besides the value: the lead's country and languages, the vendor's lists."""

from collections.abc import Mapping
from dataclasses import dataclass

Listed = Mapping[str, str] | None
"""One of the vendor's lists: each way of naming an entry, folded, to its slug. None: there is no list."""


@dataclass(frozen=True)
class Lists:
    """The products and industries that leads may name."""

    products: Listed = None
    industries: Listed = None


NO_LISTS = Lists()


@dataclass(slots=True)
class Context:
    """What is known of the lead when a field is read."""

    lists: Lists = NO_LISTS
    country: str = ""
    languages: tuple[str, ...] = ()
