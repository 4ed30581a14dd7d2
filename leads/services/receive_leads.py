"""Leads come in: one by one, or many at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from leads.enrichment.services.hold_leads import hold_leads
from leads.events.leads import LeadReceived
from leads.fields.context import Lists
from leads.intake.normalise import read_lead
from leads.intake.qualify import Qualification
from leads.models import Lead
from leads.selectors.catalogue import lists_for
from leads.selectors.qualification import qualification
from leads.services.company_keys import add_company_keys
from leads.services.count_names import count_names
from leads.services.join_posts import join_posts
from leads.services.lead_rows import new_row
from leads.services.link_leads import link_leads
from leads.services.recognise import Joined, recognise
from leads.services.set_stage import hold_back, tell_held_back
from prm.platform import clock
from prm.platform.actors import SYSTEM, Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.outbox.tell import tell
from prm.platform.tenants.kept import current_vendor, kept_settings
from prm.platform.tenants.rows import insert_rows
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.wake import wake_vendor

MOST_ERRORS_TOLD = 1_000


@dataclass(frozen=True)
class Received:
    """What became of one row: a stored lead, the one that it joined (`is_duplicate`), or what is wrong."""

    lead: Lead | None = None
    errors: list[FieldError] = field(default_factory=list)
    is_duplicate: bool = False

    def lead_or_refuse(self) -> Lead:
        """The lead. Raises InvalidInput where the row was refused."""
        if self.lead is None:
            raise InvalidInput(self.errors)
        return self.lead


@dataclass(frozen=True)
class Rules:
    """How the vendor reads and judges leads."""

    lists: Lists
    qualification: Qualification
    strict: bool
    enrichment_off: Collection[str]


def receive_lead(*, data: object, actor: Actor, strict: bool = False) -> Lead:
    """The lead of a post, stored or there already: see `receive_post`."""
    return receive_post(data=data, actor=actor, strict=strict).lead_or_refuse()


def receive_post(*, data: object, actor: Actor, strict: bool = False) -> Received:
    """Store a lead in state `new`, tell the world, and wake the routing when the transaction commits.

    A post about a lead that is there joins it (`recognise`). `data` is raw: the lead's fields as they came.
    What cannot be read is left empty and kept in `unread`.
    Raises InvalidInput naming every wrong field: if nothing says who the lead is, or with `strict`.
    """
    with kept_settings():
        rules = _rules([data], strict=strict)
        lead = _row(data, rules, clock.now())
        joined = _store([lead], actor).get(lead.id)
    return Received(joined.lead, is_duplicate=True) if joined else Received(lead)


def receive_leads(
    *, rows: Sequence[object], actor: Actor, strict: bool = False, all_or_nothing: bool = False
) -> list[Received]:
    """Store the good rows with a few statements, in their order; a bad row harms no other.

    A row that its sender could not read is an InvalidInput. A row about a lead that is there, also one of a
    row before it, joins that lead. With `all_or_nothing`, raises InvalidInput for bad rows, and stores none:
    the errors name row and field, as in `3.email`.
    """
    now = clock.now()
    with kept_settings():
        rules = _rules(rows, strict=strict)
        received = [_received(data, rules, now) for data in rows]
        if all_or_nothing:
            _require_all(received)
        joined = _store([row.lead for row in received if row.lead is not None], actor)
    return [
        Received(joined[row.lead.id].lead, is_duplicate=True) if row.lead and row.lead.id in joined else row
        for row in received
    ]


def _require_all(received: list[Received]) -> None:
    errors = [
        FieldError(f"{row}.{error.field}".rstrip("."), error.code, error.message)
        for row, one in enumerate(received)
        for error in one.errors
    ]
    if errors:
        raise InvalidInput(errors[:MOST_ERRORS_TOLD])


def _received(data: object, rules: Rules, now: datetime) -> Received:
    if isinstance(data, InvalidInput):
        return Received(errors=data.errors)
    try:
        return Received(lead=_row(data, rules, now))
    except InvalidInput as invalid:
        return Received(errors=invalid.errors)


def _row(data: object, rules: Rules, now: datetime) -> Lead:
    reading = read_lead(data, rules.lists)
    reading.require(strict=rules.strict)
    lead = new_row(reading, received_at=now, by=rules.qualification, off=rules.enrichment_off)
    hold_back(lead, rules.qualification)
    return lead


def _rules(rows: Sequence[object], *, strict: bool) -> Rules:
    return Rules(lists_for(rows), qualification(), strict, current_vendor().enrichment_off)


def _store(posted: list[Lead], actor: Actor) -> Mapping[UUID, Joined]:
    """Store what is new; the posts that joined a lead, by the id that theirs would have had."""
    if not posted:
        return {}
    vendor = current_vendor()
    with transaction.atomic(savepoint=False):  # a part of the request's transaction, which fails as a whole
        found = recognise(posted, vendor, clock.now())
        leads = [lead for lead in posted if lead.id not in found.joined]
        hold_leads(leads, vendor)
        insert_rows(leads)
        add_company_keys(leads)
        link_leads(leads, found.again, find_similar=vendor.links_similar_leads)
        count_names(leads)
        tell(LeadReceived(lead=lead, actor=actor) for lead in leads)
        tell_held_back(leads, SYSTEM)
        join_posts([(lead, found.joined[lead.id]) for lead in posted if lead.id in found.joined], actor)
    if leads:
        wake_vendor(current_vendor_id())
    return found.joined
