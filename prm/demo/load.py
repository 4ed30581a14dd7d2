"""Loading one vendor's demo: everything in one transaction, so that half a demo cannot be."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from leads.models import DealRegistration, DealState, Lead, LeadState
from leads.services.company_keys import add_company_keys
from partners.models import ChangeRequest, Partner
from prm.demo.history import History
from prm.demo.programme import PASSWORD, add_absences, build_programme
from prm.demo.seeds import VendorSeed
from prm.local.logins import Login
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.cleaning.company_name import fold_company
from prm.platform.errors import ProductError
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.outbox.secret import new_secret
from prm.platform.tenants.keys import issue_key
from prm.platform.tenants.models import Role, Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.models import LIVE_STATES, Ground, Offer, OfferState
from routing.policies.services.create_draft import create_draft
from routing.policies.services.publish import publish_draft
from routing.policies.services.start_vendor import start_vendor

DAYS = 90
DEAL_STATES = (
    DealState.APPROVED,
    DealState.APPROVED,
    DealState.REGISTERED,
    DealState.REFUSED,
    DealState.EXPIRED,
)
OFFERS_TO_ANSWER = 3
NEAR_FAVOURITE = 14
# How many leads come at once, and how often: as marketing systems post them, after a webinar or a night.
ARRIVALS = ((2, 3, 5, 8), (3, 3, 2, 2))


@dataclass(frozen=True)
class Loaded:
    """A vendor's demo, and its way in. `api_key` is shown once."""

    vendor: Vendor
    api_key: str
    logins: list[Login]


def load_vendor(seed: VendorSeed, say: Callable[[str], None] = lambda line: None) -> Loaded:
    """Make a vendor with its programme and ninety days of history, as of now; `say` is told how far it is."""
    now = clock.now().replace(microsecond=0)
    with _without_collecting(), transaction.atomic():
        vendor = Vendor.objects.create(
            slug=seed.slug,
            name=seed.name,
            brand_color=seed.brand_color,
            time_zone=seed.time_zone,
            currency=seed.currency,
            created_at=now - timedelta(days=DAYS + 5),
        )
        with vendor_scope(vendor.id):
            return _load(vendor, seed, now, say)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """The rows of a history live to its end: looking for garbage among them only costs time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def logins_of(seed: VendorSeed) -> list[Login]:
    """Who can log in, and how."""
    names = {one.key: one.name for one in seed.partners}
    return [
        {
            "role": person.role,
            "partner": names.get(person.partner, ""),
            "email": person.email,
            "password": PASSWORD,
        }
        for person in seed.people
        if person.can_log_in
    ]


def _load(vendor: Vendor, seed: VendorSeed, now: datetime, say: Callable[[str], None]) -> Loaded:
    with clock.stopped_at(now - timedelta(days=DAYS + 4)):
        start_vendor()
        programme = build_programme(vendor, seed)
        key = issue_key(vendor=vendor, name="Marketing system", created_by=programme.user(Role.ADMIN))
    history = History(seed, programme, Actor("key", key.row.id), until=now)
    _plan(history, now)
    history.play(lambda days_left: say(f"{seed.name}: {days_left} days of its history to go"))
    _finish(history, now)
    return Loaded(vendor, key.text, logins_of(seed))


def _plan(history: History, now: datetime) -> None:
    """When leads come in and rules change: more as time goes by, and some in the last hours."""
    actor = Actor("user", history.programme.user(Role.ADMIN).id)
    for days_ago, note, document in history.seed.policies:

        def publish(document: object = document, note: str = note) -> None:
            draft = create_draft(actor=actor, document=document, note=note)  # type: ignore[arg-type]
            publish_draft(version_id=draft.id, actor=actor, note=note)

        history.at(now - timedelta(days=days_ago), publish)
    fresh = max(6, history.seed.leads // 12)
    number = 1
    while number <= history.seed.leads - fresh:
        size = history.random.choices(*ARRIVALS)[0]
        numbers = range(number, number + size)
        history.at(_arrival(history, now), lambda numbers=numbers: history.receive(numbers))  # type: ignore[misc]
        number += size
    _plan_last_days(history, now)
    _plan_last_hours(history, now, fresh)


def _plan_last_days(history: History, now: datetime) -> None:
    """Leads near the favourite, for it to have some in hand."""
    first = history.seed.leads + 1
    for number in range(first, first + NEAR_FAVOURITE, 2):
        numbers = range(number, number + 2)
        at = now - timedelta(hours=history.random.uniform(8, 200))
        history.at(at, lambda numbers=numbers: history.receive(numbers, _near_favourite(history)))  # type: ignore[misc]


def _near_favourite(history: History) -> str:
    return next(one.city for one in history.seed.partners if one.key == history.seed.favourite)


def _plan_last_hours(history: History, now: datetime, count: int) -> None:
    """Half of them near the favourite, which leaves what it gets unanswered."""
    near = _near_favourite(history)
    for place in range(count):
        number, city = history.seed.leads - place, near if place % 2 else ""
        numbers = range(number, number + 1)
        at = now - timedelta(minutes=history.random.uniform(2, 330))
        history.at(at, lambda numbers=numbers, city=city: history.receive(numbers, city))  # type: ignore[misc]


def _arrival(history: History, now: datetime) -> datetime:
    while True:
        days_ago = DAYS * (1 - history.random.random() ** 0.7)
        at = now - timedelta(days=days_ago, hours=8)
        if at.weekday() < 5 or history.random.random() < 0.25:
            return at


def _finish(history: History, now: datetime) -> None:
    with clock.stopped_at(now):
        _offers_to_answer(history)
        add_absences(history.seed, history.programme)
        _pause(history)
        _deals(history, now)
        _requests(history)
        WebhookEndpoint.objects.create(
            url="https://crm.example.com/hooks/leads", secret=new_secret(), is_active=False
        )
        # What was announced along the way is past: nobody is mailed about it now.
        OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING).update(
            state=OutboxMessage.State.DELIVERED, delivered_at=F("created_at"), attempts=1
        )


def _offers_to_answer(history: History) -> None:
    """The favourite always finds some offers waiting, at whatever hour the demo is made.

    Leads in review, then what others have not answered, then what was set aside.
    """
    partner = history.programme.partners[history.seed.favourite]
    own = Offer.objects.filter(partner=partner, state=OfferState.OFFERED)
    waiting = own.count()
    states = (LeadState.REVIEW, LeadState.OFFERED, LeadState.NURTURE)
    near = Lead.objects.filter(state__in=states, country=partner.country)
    for lead in near.exclude(id__in=own.values("lead_id")).order_by("-state", "-received_at"):
        if waiting >= OFFERS_TO_ANSWER:
            return
        try:
            reason = "They asked for this partner by name."
            history.offer_by_hand(lead.id, partner.id, reason, Ground.CUSTOMER)
        except ProductError:
            continue
        waiting += 1


def _pause(history: History) -> None:
    for one in history.seed.partners:
        if one.status == "paused":
            partner = history.programme.partners[one.key]
            Partner.objects.filter(id=partner.id).update(paused_at=clock.now(), missed_windows=5)
            ChangeRequest.objects.create(
                partner=partner,
                kind=ChangeRequest.Kind.UNPAUSE,
                reason="We have hired a second person for leads.",
                asked_by=history.programme.users_of(partner.id)[0],
            )


def _deals(history: History, now: datetime) -> None:
    """Claims on accounts: approved, waiting for a decision, refused, expired."""
    worked = Offer.objects.filter(state__in=LIVE_STATES, accepted_at__isnull=False).select_related(
        "lead", "partner"
    )
    bob = history.programme.user(Role.CHANNEL_MANAGER)
    for place, offer in enumerate(worked.order_by("accepted_at")[:15]):
        state, registered_at = DEAL_STATES[place % len(DEAL_STATES)], now - timedelta(days=2 + 5 * place)
        is_decided = state != DealState.REGISTERED
        ends_on = {DealState.APPROVED: now + timedelta(days=90), DealState.EXPIRED: now - timedelta(days=3)}
        lead = offer.lead
        deal = DealRegistration.objects.create(
            partner=offer.partner,
            external_id=f"deal-{place + 1}",
            company=lead.company,
            website=lead.website,
            country=lead.country,
            account_key=lead.account_key,
            company_fold=fold_company(lead.company),
            company_keys=lead.company_keys,
            products=lead.products,
            estimated_value=lead.estimated_value or Decimal(10_000),
            currency=lead.currency,
            state=state,
            registered_at=registered_at,
            decided_at=registered_at + timedelta(days=1) if is_decided else None,
            decided_by=bob if is_decided else None,
            protected_until_on=ends_on[state].date() if state in ends_on else None,
        )
        add_company_keys([deal])


def _requests(history: History) -> None:
    """What partners ask for and nobody has decided."""
    keys = [one.key for one in history.seed.partners if one.tier == history.seed.tiers[1][0]][:2]
    asked = (
        (
            ChangeRequest.Kind.TERRITORY,
            {"country": "US", "region": "US-CO"},
            "We opened an office there.",
        ),
        (
            ChangeRequest.Kind.CERTIFICATION,
            {"certification": next(iter(history.seed.certifications)), "expires_on": None},
            "Two of our engineers passed in spring.",
        ),
    )
    for key, (kind, payload, reason) in zip(keys, asked, strict=False):
        partner = history.programme.partners[key]
        ChangeRequest.objects.create(
            partner=partner,
            kind=kind,
            payload=payload,
            reason=reason,
            asked_by=history.programme.users_of(partner.id)[0],
        )
