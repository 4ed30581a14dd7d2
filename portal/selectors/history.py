"""What happened to a lead, as its partner reads it: contacts, notes, files and changes in one list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from leads.events.on_timeline import partner_timeline_words, seen_by_every_partner
from leads.models import Attachment, Lead, LeadEvent, Note
from portal.words import CONTACTED, RESULTS
from prm.platform import formats
from prm.platform.tenants.models import Membership, User
from routing.events.work import OfferFirstAction, OfferUpdated
from routing.models import WorkStatus

MOST = 200


@dataclass(frozen=True)
class Entry:
    """One line: when, what, by whom; a note's own words are its body."""

    at: datetime
    words: str
    who: str = ""
    icon: str = ""
    details: tuple[str, ...] = ()
    body: str = ""
    file_id: UUID | None = None


@dataclass(frozen=True)
class Names:
    """Names of people, by user and by membership."""

    users: Mapping[UUID, str]
    members: Mapping[str, str]


def history_of(
    lead: Lead, partner_id: UUID, files: Iterable[Attachment], *, first_action: str = ""
) -> list[Entry]:
    """All that this partner may know, newest first: its own part, and that the lead came in.

    `files`: the partner's files of the lead.
    `first_action`: what the first contact was, for entries written without saying so.
    """
    events = LeadEvent.objects.filter(lead=lead).order_by("-at", "-id")[:MOST]
    always = seen_by_every_partner()
    shown = [event for event in events if event.partner_id == partner_id or event.kind in always]
    names = _names(shown)
    notes = _notes(lead, partner_id)
    reported = {event.at for event in shown if event.kind == OfferUpdated.name}
    entries = []
    for event in shown:
        if event.kind == OfferFirstAction.name and event.at in reported:
            continue
        body = notes.pop(event.at, None)
        entry = _entry(event, names, lead.currency, first_action)
        entries.append(replace(entry, body=body.body) if body else entry)
    entries += [_of_note(note) for note in notes.values()] + [_of_file(file) for file in files]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _names(events: Iterable[LeadEvent]) -> Names:
    actors = {event.actor_id for event in events if event.actor_kind == "user" and event.actor_id}
    in_charge = {event.detail.get("assignee_id") for event in events} - {None, ""}
    users = {user.id: str(user) for user in User.objects.filter(id__in=actors)} if actors else {}
    if not in_charge:
        return Names(users, {})
    members = Membership.objects.filter(id__in=in_charge).select_related("user")
    return Names(users, {str(member.id): str(member.user) for member in members})


def _notes(lead: Lead, partner_id: UUID) -> dict[datetime, Note]:
    """The partner's notes by the instant at which they were written, as their events were."""
    notes = Note.objects.filter(lead=lead, partner_id=partner_id).select_related("author")
    return {note.created_at: note for note in notes[:MOST]}


def _of_note(note: Note) -> Entry:
    return Entry(note.created_at, _("Note"), str(note.author or ""), "file", body=note.body)


def _of_file(file: Attachment) -> Entry:
    who = str(file.uploaded_by or "")
    return Entry(file.created_at, _("Added a file"), who, "file", (file.name,), "", file.id)


def _entry(event: LeadEvent, names: Names, currency: str, first_action: str) -> Entry:
    who = names.users.get(event.actor_id, "") if event.actor_id else ""
    if event.kind in (OfferUpdated.name, OfferFirstAction.name):
        contact = str(event.detail.get("contact", ""))
        if not contact and "first_action" in event.detail.get("changed", ()):
            contact = first_action
        words, *details = _report(event.detail, contact, names)
        return Entry(event.at, words, who, CONTACT_ICONS.get(contact, ""), tuple(details))
    words = partner_timeline_words(event.kind)
    return Entry(event.at, words, who, details=tuple(_details(event, currency)))


CONTACT_ICONS = {
    "call": "phone",
    "email": "mail",
    "meeting": "meeting",
    "visit": "meeting",
    "message": "mail",
}


def _report(detail: Mapping[str, Any], contact: str, names: Names) -> list[str]:
    """What a report changed, one part each; what was done for the customer comes first."""
    changed, parts = detail.get("changed", ()), []
    if contact:
        parts.append(str(CONTACTED.get(contact, contact)))
        if detail.get("result") in RESULTS:
            parts.append(str(RESULTS[detail["result"]]))
    if "reopened" in changed:
        parts.append(_("Opened again"))
    if "status" in changed:
        status = dict(WorkStatus.choices).get(str(detail.get("status", "")), "")
        parts.append(_("Status: %(status)s") % {"status": status})
    if "assignee" in changed:
        parts.append(_in_charge(detail, names))
    if "next_action" in changed:
        parts.append(_planned(detail))
    if not parts:
        parts.append(_("Note") if "note" in changed else _("Saved without a change"))
    return parts


def _in_charge(detail: Mapping[str, Any], names: Names) -> str:
    name = names.members.get(str(detail.get("assignee_id", "")))
    return _("In charge: %(name)s") % {"name": name} if name else _("Nobody in charge")


def _planned(detail: Mapping[str, Any]) -> str:
    on = _day(detail.get("next_action_on"))
    return _("Next step planned for %(day)s") % {"day": on} if on else _("Next step changed")


def _details(event: LeadEvent, currency: str) -> Iterable[str]:
    """A closed value, or until when more time is wanted."""
    try:
        value = Decimal(event.detail["value"]) if event.detail.get("value") else None
    except InvalidOperation:
        value = None
    if value is not None:
        yield formats.money(value, currency)
    if until := _day(event.detail.get("until_on")):
        yield _("until %(day)s") % {"day": until}


def _day(text: Any) -> str:
    try:
        return formats.day(date.fromisoformat(str(text))) if text else ""
    except ValueError:
        return ""
