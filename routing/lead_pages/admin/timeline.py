"""A lead's timeline in words: what happened, who did it, to which partner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leads.events.on_timeline import timeline_words
from leads.models import Lead, LeadEvent, Note
from leads.models.event import ActorKind
from partners.models import Partner
from prm.platform.console.templatetags.console import in_full
from prm.platform.tenants.models import ApiKey, User
from routing.events.offers import OfferCreated

SHOWN_DETAILS = {
    "reason": gettext_noop("reason"),
    "review_reason": gettext_noop("reason"),
    "status": gettext_noop("status"),
    "kind": gettext_noop("kind"),
    "rule": gettext_noop("rule"),
    "rule_name": gettext_noop("rule"),
    "pool": gettext_noop("pool"),
    "until": gettext_noop("until"),
    "round": gettext_noop("offer number"),
    "outcome": gettext_noop("outcome"),
    "value": gettext_noop("value"),
    "fields": gettext_noop("fields"),
    "recognised_by": gettext_noop("recognised by"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; `note_id`: the note that holds its reason."""

    at: datetime
    kind: str
    words: str
    who: str
    partner: Partner | None
    details: tuple[tuple[str, str], ...]
    because: str
    note_id: str = ""


def timeline_of(
    lead: Lead, notes: Iterable[Note] = (), offered_because: Mapping[str, str] | None = None
) -> list[Entry]:
    """Everything that happened to the lead, newest first. Four queries, whatever its length.

    Why somebody did it is found in the lead's notes and, by offer, in `offered_because`.
    """
    events = list(LeadEvent.objects.filter(lead=lead).order_by("-at", "-id"))
    names = _actors(events)
    partners = Partner.objects.in_bulk({event.partner_id for event in events if event.partner_id})
    reasons = {("note_id", str(note.pk)): note.body for note in notes}
    reasons |= {("offer_id", offer_id): words for offer_id, words in (offered_because or {}).items()}
    return [_entry(event, names, partners, reasons) for event in events]


def _because(event: LeadEvent, reasons: Mapping[tuple[str, str], str]) -> str:
    if "note_id" in event.detail:
        return reasons.get(("note_id", event.detail["note_id"]), "")
    return (
        reasons.get(("offer_id", event.detail.get("offer_id", "")), "")
        if event.kind == OfferCreated.name
        else ""
    )


def _entry(
    event: LeadEvent,
    names: dict[UUID, str],
    partners: dict[Any, Partner],
    reasons: Mapping[tuple[str, str], str],
) -> Entry:
    who = names.get(event.actor_id, "") if event.actor_id else ""
    return Entry(
        at=event.at,
        kind=event.kind,
        words=timeline_words(event.kind),
        who=who or str(ActorKind(event.actor_kind).label),
        partner=partners.get(event.partner_id),
        details=tuple(_details(event.detail)),
        because=_because(event, reasons),
        note_id=str(event.detail.get("note_id", "")),
    )


def _actors(events: Iterable[LeadEvent]) -> dict[UUID, str]:
    people = {e.actor_id for e in events if e.actor_kind == ActorKind.USER and e.actor_id}
    keys = {e.actor_id for e in events if e.actor_kind == ActorKind.KEY and e.actor_id}
    named: dict[UUID, str] = {user.pk: str(user) for user in User.objects.filter(pk__in=people)}
    return named | {key.pk: str(key) for key in ApiKey.objects.filter(pk__in=keys)}


def _details(detail: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name, label in SHOWN_DETAILS.items():
        if detail.get(name) not in (None, "", [], {}):
            yield _(label), _instant(detail[name]) if name == "until" else _shown(detail[name])


def _instant(text: str) -> str:
    instant = parse_datetime(text)
    return in_full(instant) if instant else text


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value).replace("_", " ") if isinstance(value, str) else str(value)
