"""All open leads by how far they have come, with all partners or one; and what ended in the last 30 days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from leads.models import Lead, LeadState
from prm.platform import clock, formats
from routing.models import Offer, OfferState, WorkStatus

SHOWN: Final = 8
ENDED: Final = timedelta(days=30)
BEFORE: Final = (LeadState.NEW, LeadState.REVIEW, LeadState.NURTURE, LeadState.OFFERED)


@dataclass(frozen=True)
class Card:
    """A lead on the board. `at`: since when it waits, until when it is due, or when it ended."""

    lead_id: UUID
    title: str
    partner: str
    value: Decimal | None
    currency: str
    at: datetime | None


@dataclass(frozen=True)
class Lane:
    """One step: how many leads, what they are worth, the first few of them, and where the others are."""

    key: str
    title: str
    count: int
    worth: str
    cards: Sequence[Card]
    is_due: bool = False

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed to."""

    partner_id: UUID | None = None
    search: str = ""

    def of_lead(self, prefix: str = "") -> Q:
        """Every word is in the company, a name or the e-mail address."""
        found = Q()
        for word in self.search.split():
            names = ("company", "first_name", "last_name", "email")
            any_of = Q()
            for name in names:
                any_of |= Q(**{f"{prefix}{name}__icontains": word})
            found &= any_of
        return found


def board(wanted: Wanted) -> list[Lane]:
    """The lanes from first touch to won and lost. Nine queries, however many leads."""
    return [*_before(wanted), *_worked(wanted), *_ended(wanted)]


def _before(wanted: Wanted) -> list[Lane]:
    leads = Lead.objects.filter(wanted.of_lead(), state__in=BEFORE)
    if wanted.partner_id:
        out = Offer.objects.filter(partner_id=wanted.partner_id, state=OfferState.OFFERED)
        leads = leads.filter(pk__in=out.values("lead_id"))
    counts, worth = _sums(leads, "state", "estimated_value", "currency")
    ids = _first(leads, "state", [F("received_at").asc(), F("id").asc()])
    found = Lead.objects.in_bulk([pk for _key, pk in ids])
    holders = dict(
        Offer.objects.filter(lead_id__in=found, state=OfferState.OFFERED).values_list(
            "lead_id", "partner__name"
        )
    )
    return [
        Lane(
            state,
            str(LeadState(state).label),
            counts.get(state, 0),
            worth.get(state, ""),
            [_card(found[pk], holders.get(pk), found[pk].received_at) for key, pk in ids if key == state],
        )
        for state in BEFORE
    ]


def _worked(wanted: Wanted) -> list[Lane]:
    offers = _offers(wanted).filter(state=OfferState.ACCEPTED)
    counts, worth = _sums(offers, "work_status", "lead__estimated_value", "lead__currency")
    ids = _first(offers, "work_status", [F("update_due_at").asc(nulls_last=True), F("id").asc()])
    found = _bulk(pk for _key, pk in ids)
    return [
        Lane(
            status,
            str(WorkStatus(status).label),
            counts.get(status, 0),
            worth.get(status, ""),
            [_of_offer(found[pk], found[pk].update_due_at) for key, pk in ids if key == status],
            is_due=True,
        )
        for status in WorkStatus.values
    ]


def _ended(wanted: Wanted) -> list[Lane]:
    offers = _offers(wanted).filter(state=OfferState.CLOSED, closed_at__gte=clock.now() - ENDED)
    counts, worth = _sums(offers, "outcome", "outcome_value", "lead__currency")
    ids = _first(offers, "outcome", [F("closed_at").desc(), F("id").asc()])
    found = _bulk(pk for _key, pk in ids)
    return [
        Lane(
            outcome,
            title,
            counts.get(outcome, 0),
            worth.get(outcome, ""),
            [_of_offer(found[pk], found[pk].closed_at) for key, pk in ids if key == outcome],
        )
        for outcome, title in (("won", _("Won, 30 days")), ("lost", _("Lost, 30 days")))
    ]


def _offers(wanted: Wanted) -> QuerySet[Offer]:
    offers = Offer.objects.filter(wanted.of_lead("lead__"))
    return offers.filter(partner_id=wanted.partner_id) if wanted.partner_id else offers


def _bulk(ids: Iterable[UUID]) -> Mapping[UUID, Offer]:
    return Offer.objects.select_related("lead", "partner").in_bulk(list(ids))


def _sums(rows: QuerySet[Any], key: str, value: str, currency: str) -> tuple[dict[str, int], dict[str, str]]:
    """How many rows there are of each key, and what they are worth, each currency for itself."""
    counts: dict[str, int] = {}
    worth: dict[str, list[str]] = {}
    grouped = rows.order_by().values_list(key, currency).annotate(n=Count("id"), total=Sum(value))
    for name, code, number, total in grouped.order_by(key, currency):
        counts[name] = counts.get(name, 0) + number
        if total:
            worth.setdefault(name, []).append(formats.compact_money(total, code))
    return counts, {name: " + ".join(parts) for name, parts in worth.items()}


def _first(rows: QuerySet[Any], key: str, order: list[Any]) -> list[tuple[str, UUID]]:
    """The first few rows of each key, in order."""
    placed = rows.order_by().annotate(place=Window(RowNumber(), partition_by=[F(key)], order_by=order))
    return list(placed.filter(place__lte=SHOWN).order_by(key, "place").values_list(key, "id"))


def _of_offer(offer: Offer, at: datetime | None) -> Card:
    return _card(offer.lead, offer.partner.name if offer.partner else None, at, offer.outcome_value)


def _card(lead: Lead, partner: str | None, at: datetime | None, value: Decimal | None = None) -> Card:
    title = lead.company or lead.email or f"{lead.first_name} {lead.last_name}".strip()
    worth = lead.estimated_value if value is None else value
    return Card(lead.pk, title or str(lead), partner or "", worth, lead.currency, at)
