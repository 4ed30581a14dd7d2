"""The pipeline: a partner's accepted leads, filtered as the address says."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prm.platform import clock, formats
from routing.models import Offer, OfferState, WorkStatus

PAGE = 50
PER_COLUMN = 10
CLOSED_DAYS = 30
CLOSED_SHOWN = 5
MOST_CLOSED = 1000
ON_CARDS = (
    *("work_status", "outcome", "outcome_value", "update_due_at", "last_update_at", "closed_at"),
    *("next_action", "next_action_on"),
    *("lead__company", "lead__email", "lead__first_name", "lead__last_name", "lead__products"),
    *("lead__estimated_value", "lead__currency", "assignee__user__full_name", "assignee__user__email"),
)
SHOWN: dict[str, Promise] = {"open": _("Open"), "won": _("Won"), "lost": _("Lost"), "all": _("All")}
SORTS: dict[str, tuple[Promise, Any]] = {
    "due": (_("Update due"), F("update_due_at").asc(nulls_last=True)),
    "newest": (_("Newest"), F("accepted_at").desc(nulls_last=True)),
    "value": (_("Value"), F("lead__estimated_value").desc(nulls_last=True)),
    "company": (_("Company"), F("lead__company").asc()),
}


@dataclass(frozen=True)
class Filters:
    """What the address asks for. Every page of the pipeline can be linked to."""

    view: str = "board"
    search: str = ""
    status: str = ""
    shown: str = "open"
    mine: bool = False
    sort: str = "due"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """From an address; what makes no sense is as if it were not there."""
        page = query.get("page", "1")
        return cls(
            view="table" if query.get("view") == "table" else "board",
            search=query.get("q", "").replace("\0", "").strip()[:100],
            status=query.get("status", "") if query.get("status") in WorkStatus.values else "",
            shown=query.get("shown", "open") if query.get("shown") in SHOWN else "open",
            mine=query.get("mine") == "1",
            sort=query.get("sort", "due") if query.get("sort") in SORTS else "due",
            page=int(page) if page.isdecimal() and 0 < int(page) < 10_000 else 1,
        )

    def but(self, **changes: Any) -> str:
        """The address of the same page with something changed."""
        return replace(self, **{"page": 1, **changes}).address()

    def address(self) -> str:
        """The query string, without what is as usual."""
        plain = Filters()
        said = {
            "view": (self.view, plain.view),
            "q": (self.search, plain.search),
            "status": (self.status, plain.status),
            "shown": (self.shown, plain.shown),
            "mine": ("1" if self.mine else "", ""),
            "sort": (self.sort, plain.sort),
            "page": (self.page, plain.page),
        }
        return "?" + urlencode({name: value for name, (value, usual) in said.items() if value != usual})


@dataclass(frozen=True)
class Column:
    """One status of the board."""

    status: str
    name: str
    count: int
    offers: list[Offer]
    amounts: str = ""


def pipeline(partner_id: UUID, filters: Filters, membership_id: UUID) -> QuerySet[Offer]:
    """Everything that the filters let through, in the order asked for."""
    found = Offer.objects.filter(by_state(filters.shown), partner_id=partner_id)
    if filters.status:
        found = found.filter(work_status=filters.status)
    if filters.mine:
        found = found.filter(assignee_id=membership_id)
    for word in filters.search.split():
        found = found.filter(
            Q(lead__company__icontains=word)
            | Q(lead__first_name__icontains=word)
            | Q(lead__last_name__icontains=word)
            | Q(lead__email__icontains=word)
        )
    return found.order_by(SORTS[filters.sort][1], "id")


def by_state(shown: str) -> Q:
    """Open, won, lost, or all that was ever accepted."""
    if shown == "open":
        return Q(state=OfferState.ACCEPTED)
    if shown == "all":
        return Q(state__in=(OfferState.ACCEPTED, OfferState.CLOSED))
    return Q(state=OfferState.CLOSED, outcome=shown)


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of something that has been counted already."""

    def __init__(self, count: int) -> None:
        super().__init__([], PAGE)
        self.__dict__["count"] = count


def table(offers: QuerySet[Offer], number: int) -> "Page[Offer]":
    """One page of the table; the last one when there are not as many.

    Which leads, and how many there are in all, in one narrow pass; then the rows that are shown.
    """
    start = (number - 1) * PAGE
    counted = offers.annotate(among=Window(Count("id"))).values_list("id", "among")
    found = list(counted[start : start + PAGE])
    count = found[0][1] if found else offers.count() if number > 1 else 0
    if count and not found:
        return table(offers, Counted(count).num_pages)
    by_id = cards(offer_id for offer_id, _count in found)
    return Page([by_id[offer_id] for offer_id, _count in found], number, Counted(count))


def cards(offer_ids: Iterable[UUID]) -> dict[UUID, Offer]:
    """The offers with what a card or a row shows of them and of their leads, and nothing else."""
    shown = Offer.objects.select_related("lead", "assignee__user").only(*ON_CARDS)
    return shown.in_bulk(list(offer_ids))


def board(offers: QuerySet[Offer]) -> list[Column]:
    """The open leads by status, each column cut off at what can be looked at.

    First who stands where, in narrow rows; then the cards that are shown.
    """
    places = offers.annotate(
        place=Window(RowNumber(), order_by=list(offers.query.order_by), partition_by="work_status"),  # type: ignore[arg-type]
        among=Window(Count("id"), partition_by="work_status"),
    )
    shown = list(places.filter(place__lte=PER_COLUMN).values_list("id", "work_status", "among"))
    by_id = cards(offer_id for offer_id, _status, _among in shown)
    amounts = sums(offers, "work_status", "lead__estimated_value")
    return [
        column(status, [row for row in shown if row[1] == status], by_id, amounts.get(status, ""))
        for status in WorkStatus.values
    ]


def column(status: str, rows: list[tuple[UUID, str, int]], by_id: dict[UUID, Offer], amounts: str) -> Column:
    """One status with its cards in order."""
    count = rows[0][2] if rows else 0
    label = str(WorkStatus(status).label)
    return Column(status, label, count, [by_id[offer_id] for offer_id, *_ in rows], amounts)


def sums(offers: QuerySet[Offer], by: str, value: str) -> dict[str, str]:
    """What the leads of each status or outcome are worth together, each currency for itself."""
    rows = offers.order_by().values_list(by, "lead__currency").annotate(total=Sum(value))
    found: dict[str, list[str]] = {}
    for key, currency, total in rows.order_by(by, "lead__currency"):
        if total:
            found.setdefault(key, []).append(formats.compact_money(total, currency))
    return {key: " + ".join(parts) for key, parts in found.items()}


def closed_columns(offers: QuerySet[Offer]) -> list[Column]:
    """What was won and lost in the last 30 days, newest first: `offers` are the closed ones asked for."""
    since = clock.now() - timedelta(days=CLOSED_DAYS)
    recent = offers.filter(state=OfferState.CLOSED, closed_at__gte=since)
    amounts = sums(recent, "outcome", "outcome_value")
    rows = list(recent.order_by("-closed_at", "id").values_list("id", "outcome")[:MOST_CLOSED])
    of = {outcome: [row for row, how in rows if how == outcome] for outcome in ("won", "lost")}
    by_id = cards(row for found in of.values() for row in found[:CLOSED_SHOWN])
    names = {"won": gettext("Won"), "lost": gettext("Lost")}
    return [
        Column(
            outcome,
            names[outcome],
            len(found),
            [by_id[row] for row in found[:CLOSED_SHOWN]],
            amounts.get(outcome, "") if outcome == "won" else "",
        )
        for outcome, found in of.items()
    ]
