"""The inbox as one asks for it: searched, filtered, sorted, and equal offers as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.selectors.offers import OfferCard
from prm.platform import formats

FEW = 10
PAGE = 30
SORTS: dict[str, Promise] = {"due": _("Time left"), "value": _("Value"), "newest": _("Newest")}


@dataclass(frozen=True)
class InboxFilters:
    """What the address asks for."""

    search: str = ""
    about: str = ""
    sort: str = "due"
    like: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "InboxFilters":
        """From an address; what makes no sense is as if it were not there."""
        page = query.get("page", "1")
        return cls(
            search=query.get("q", "").replace("\0", "").strip()[:100],
            about=query.get("about", "").replace("\0", "")[:200],
            sort=query.get("sort", "due") if query.get("sort") in SORTS else "due",
            like=query.get("like", "").replace("\0", "")[:6],
            page=int(page) if page.isdecimal() and 0 < int(page) < 10_000 else 1,
        )

    def but(self, **changes: Any) -> str:
        """The address of the same list with something changed."""
        return replace(self, **{"page": 1, **changes}).address()

    def address(self) -> str:
        """The query string, without what is as usual."""
        said = {"q": self.search, "about": self.about, "sort": "" if self.sort == "due" else self.sort}
        said["like"] = self.like
        page = {"page": str(self.page)} if self.page > 1 else {}
        return "?" + urlencode({name: value for name, value in {**said, **page}.items() if value})

    @property
    def is_plain(self) -> bool:
        """Whether everything is shown."""
        return not self.search and not self.about and not self.like


@dataclass(frozen=True)
class Group:
    """Offers with equal facts: the first is the one with the least time left."""

    cards: tuple[OfferCard, ...]

    @property
    def first(self) -> OfferCard:
        """The one to take first."""
        return self.cards[0]

    @property
    def more(self) -> int:
        """How many more there are like it."""
        return len(self.cards) - 1


@dataclass(frozen=True)
class Listed:
    """One page of the inbox."""

    groups: list[Group]
    found: int
    pages: int
    topics: list[str]


def list_inbox(cards: Sequence[OfferCard], filters: InboxFilters) -> Listed:
    """What the filters let through, equal offers grouped, in the order asked for; one page of it."""
    topics = sorted({card.facts.title for card in cards})
    alike = next((_key(card) for card in cards if card.reference == filters.like), None)
    found = [card for card in cards if matches(card, filters) and alike in (None, _key(card))]
    groups: dict[Any, list[OfferCard]] = {}
    for card in found:
        groups.setdefault(card.id if alike else _key(card), []).append(card)
    ordered = sorted((Group(tuple(each)) for each in groups.values()), key=KEYS[filters.sort])
    pages = max(-(-len(ordered) // PAGE), 1)
    start = (min(filters.page, pages) - 1) * PAGE
    return Listed(ordered[start : start + PAGE], len(found), pages, topics)


def _key(card: OfferCard) -> tuple[Any, ...]:
    return card.facts, card.is_claim


def matches(card: OfferCard, filters: InboxFilters) -> bool:
    """Whether the card is about what was asked for and holds every word of the search."""
    if filters.about and card.facts.title != filters.about:
        return False
    text = " ".join((card.facts.title, *card.subtitle, card.facts.need, card.reference)).casefold()
    return all(word in text for word in filters.search.casefold().lstrip("#").split())


KEYS: dict[str, Any] = {
    "due": lambda group: group.first.deadline_at,
    "value": lambda group: (-group.first.least_value, group.first.deadline_at),
    "newest": lambda group: -max(card.offered_at for card in group.cards).timestamp(),
}


@dataclass(frozen=True)
class Pick:
    """The offer to take first, and why."""

    card: OfferCard
    why: list[str]


def pick_first(cards: Sequence[OfferCard]) -> Pick | None:
    """Of many, the one with most at stake: value times intent, the sooner deadline where they are equal."""
    if len(cards) <= FEW:
        return None
    best = max(cards, key=lambda card: (_stake(card), -card.deadline_at.timestamp()))
    most = max(card.least_value for card in cards)
    why = [_t("highest value")] if best.least_value == most and most > 0 else []
    if (best.facts.intent or 0) >= 70:
        why.append(_t("high intent"))
    if best.deadline_at == min(card.deadline_at for card in cards):
        why.append(_t("least time left"))
    return Pick(best, why or [_t("until %(time)s") % {"time": formats.short_instant(best.deadline_at)}])


def _stake(card: OfferCard) -> Decimal:
    intent = card.facts.intent
    return (card.least_value or Decimal(1)) * (50 if intent is None else intent)
