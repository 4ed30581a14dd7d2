"""Ninety days of work, made by running the product's own services under a stopped clock.

So decisions replay, credits add up and timelines tell what really happened, event by event.
"""

import heapq
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from leads.models import DeclineReason, Lead, LeadRating, LeadState
from leads.services.receive_leads import receive_leads
from prm.demo.invent import invent_lead
from prm.demo.programme import Programme
from prm.demo.seeds import VendorSeed
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import ProductError
from prm.platform.tenants.models import Role
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import Ground, Offer, OfferInvitee, OfferState
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.close_offer import close_offer
from routing.offers.services.decline_offer import decline_offer
from routing.offers.services.offer_manually import offer_manually
from routing.offers.services.update_offer import update_offer
from routing.review.services.suggest_partner import suggest_partner
from routing.timers.services.fire_timers import fire_timers

NOTES = (
    "Spoke to them; they want a comparison by the end of the week.",
    "Site visit done. Cabling is older than they thought.",
    "Sent the proposal, two options.",
    "Waiting for their purchasing department.",
    "They asked for a reference in the same industry.",
)
NEXT_ACTIONS = ("Call again", "Send the proposal", "Show the product")
LOST_BECAUSE = ("Chose another maker", "No budget after all", "Project postponed", "No answer any more")
WON_RATE = 0.42
SILENT_RATE = 0.08
IN_REVIEW_HANDLED_RATE = 0.7
LEFT_OPEN = timedelta(hours=6)
FAVOURITE_WORKS = timedelta(days=14)
STAGES = ("contacted", "qualified", "proposal", "negotiation")
RATING_REASONS = ("Ready to buy, as described.", "Right size, slow to answer.", "Not the decision maker.")

Act = Callable[[], None]


@dataclass
class History:
    """A programme's past, played event by event until `until`; what would come later is left open."""

    seed: VendorSeed
    programme: Programme
    key_actor: Actor
    until: datetime
    random: Random = field(init=False)
    queue: list[tuple[datetime, int, Act]] = field(default_factory=list)
    order: Any = field(default_factory=count)
    reasons: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed.seed)  # noqa: S311 (nothing here is secret)
        self.reasons = list(DeclineReason.objects.values_list("slug", flat=True))

    def at(self, instant: datetime, act: Act) -> None:
        """Have something happen, unless it lies in the future."""
        if instant < self.until:
            heapq.heappush(self.queue, (instant, next(self.order), act))

    def play(self, tell: Callable[[int], None] = lambda days_left: None) -> None:
        """Let everything happen in its order. What has become impossible meanwhile does not happen."""
        months_left = 3
        while self.queue:
            instant, _order, act = heapq.heappop(self.queue)
            if (self.until - instant).days // 30 < months_left:
                tell(months_left * 30)
                months_left -= 1
            with clock.stopped_at(instant), suppress(ProductError):
                act()

    # What the marketing system does.

    def receive(self, numbers: range, city: str = "") -> None:
        """Some leads come in (from one city, when it is given) and are routed."""
        rows = [invent_lead(self.random, self.seed, number, city) for number in numbers]
        refused = [r.errors for r in receive_leads(rows=rows, actor=self.key_actor) if r.errors]
        if refused:
            raise RuntimeError(f"the demo invents leads that are refused: {refused[0]}")
        self.at(clock.now() + timedelta(milliseconds=self.random.randrange(150, 700)), self.route)

    def route(self) -> None:
        """Waiting leads are decided; then each partner does what it is like."""
        now = clock.now()
        route_waiting_leads(vendor_id=self.programme.vendor.id)
        for offer in Offer.objects.filter(offered_at=now, state=OfferState.OFFERED).order_by("id"):
            self.expect_answer(offer)
        for lead in Lead.objects.filter(state=LeadState.REVIEW, review_since_at=now).order_by("id"):
            if self.random.random() < IN_REVIEW_HANDLED_RATE:
                lead_id = lead.id
                self.at(self.later(3, 30), lambda lead_id=lead_id: self.decide_by_hand(lead_id))  # type: ignore[misc]

    # What partners do.

    def expect_answer(self, offer: Offer) -> None:
        """Plan how a partner meets an offer: accepts, declines, or lets it pass."""
        partner_id = offer.partner_id or self.random.choice(
            list(OfferInvitee.objects.filter(offer=offer).order_by("id").values_list("partner_id", flat=True))
        )
        one = self.programme.seeds[partner_id]
        if one.key == self.seed.favourite and clock.now() > self.until - LEFT_OPEN:
            return
        diligence = one.diligence
        chance = self.random.random() * (0.8 if one.key == self.seed.favourite else 1)
        hours = self.random.lognormvariate(0.6, 0.8) * (1.6 - diligence)
        answer_at = min(clock.now() + timedelta(hours=hours), offer.deadline_at - timedelta(minutes=5))
        if chance < 0.48 + 0.4 * diligence:
            self.at(answer_at, lambda: self.accept(offer.id, partner_id))
        elif chance < 0.60 + 0.36 * diligence:
            self.at(answer_at, lambda: self.decline(offer.id, partner_id))
        else:
            self.at(offer.deadline_at + timedelta(seconds=1), self.sweep)

    def accept(self, offer_id: UUID, partner_id: UUID) -> None:
        """A partner accepts, and either works the lead or goes quiet."""
        actor = self.someone_of(partner_id)
        offer = accept_offer(offer_id=offer_id, partner_id=partner_id, actor=actor)
        if self.random.random() < SILENT_RATE:
            return self.go_quiet(offer)
        diligence = self.programme.seeds[partner_id].diligence
        first = clock.now() + timedelta(hours=self.random.lognormvariate(0.7, 0.8) * (1.7 - diligence))
        lead = Lead.objects.only("estimated_value").get(id=offer.lead_id)
        work = Work(self, offer, actor, float(lead.estimated_value or 10_000))
        self.at(first, work.first_action)
        return None

    def go_quiet(self, offer: Offer) -> None:
        """Nothing is heard: the warning goes out, then the lead goes back."""
        for seconds in (offer.warn_after_seconds, offer.revoke_after_seconds):
            self.at(clock.now() + timedelta(seconds=seconds + 1), self.sweep)

    def decline(self, offer_id: UUID, partner_id: UUID) -> None:
        """A partner declines, and the lead is routed on."""
        reason = self.random.choice(self.reasons)
        decline_offer(
            offer_id=offer_id, partner_id=partner_id, actor=self.someone_of(partner_id), reason=reason
        )
        self.at(clock.now() + timedelta(milliseconds=400), self.route)

    def sweep(self) -> None:
        """The clock has run out for someone."""
        if fire_timers(vendor_id=self.programme.vendor.id):
            self.at(clock.now() + timedelta(milliseconds=400), self.route)

    # What the channel manager does.

    def decide_by_hand(self, lead_id: UUID) -> None:
        """A lead in review is offered to whom the engine suggests, or to another who could sell it."""
        suggested = suggest_partner(lead_id=lead_id).partner_ids
        chosen = UUID(suggested[0]) if suggested else self.nearest_fit(lead_id)
        if chosen is not None:
            ground = Ground.RULES if suggested else Ground.SKILLS
            self.offer_by_hand(lead_id, chosen, "Knows accounts of this size.", ground)

    def offer_by_hand(self, lead_id: UUID, partner_id: UUID, reason: str, ground: Ground) -> None:
        """Bob offers a lead to a partner of his choice."""
        actor = Actor("user", self.programme.user(Role.CHANNEL_MANAGER).id)
        offer = offer_manually(
            lead_id=lead_id, partner_id=partner_id, actor=actor, reason=reason, ground=ground
        )
        self.expect_answer(offer)

    def nearest_fit(self, lead_id: UUID) -> UUID | None:
        """An active partner in the lead's country, of the highest tier."""
        country = Lead.objects.only("country").get(id=lead_id).country
        fit = [p for p in self.programme.partners.values() if p.country == country and p.status == "active"]
        return min(fit, key=lambda p: (p.tier.rank, p.external_id)).id if fit else None

    # Chance.

    def later(self, least_hours: float, most_hours: float) -> datetime:
        """An instant some hours from now."""
        return clock.now() + timedelta(hours=self.random.uniform(least_hours, most_hours))

    def someone_of(self, partner_id: UUID) -> Actor:
        """One of a partner's people."""
        return Actor("user", self.random.choice(self.programme.users_of(partner_id)).id, partner_id)


def round_money(amount: float) -> Decimal:
    """To whole hundreds."""
    return Decimal(round(amount, -2)).quantize(Decimal("0.01"))


@dataclass
class Work:
    """A partner's work on one accepted lead, from the first call to the end."""

    history: History
    offer: Offer
    actor: Actor
    value: float
    steps_done: int = 0

    def first_action(self) -> None:
        """The first outreach."""
        kind = self.history.random.choices(("call", "email", "meeting"), (6, 3, 1))[0]
        self._update(first_action=kind)
        self._plan_next()

    def step(self) -> None:
        """A report: the next stage, now and then a note and a plan."""
        chance = self.history.random
        stage = STAGES[min(self.steps_done, len(STAGES) - 1)]
        note = chance.choice(NOTES) if chance.random() < 0.6 else None
        self._update(status=stage, note=note, next_action=chance.choice(NEXT_ACTIONS))
        self._plan_next()

    def close(self) -> None:
        """Won or lost; and what the partner thought of the lead."""
        chance = self.history.random
        is_won = chance.random() < WON_RATE
        close_offer(
            offer_id=self.offer.id,
            partner_id=self._partner_id,
            actor=self.actor,
            outcome="won" if is_won else "lost",
            value=round_money(self.value * chance.uniform(0.7, 1.2)) if is_won else None,
            reason="" if is_won else chance.choice(LOST_BECAUSE),
        )
        if chance.random() < 0.6:
            self._rate(4 if is_won else 3)

    def _plan_next(self) -> None:
        self.steps_done += 1
        window = timedelta(seconds=self.offer.warn_after_seconds)
        due = clock.now() + window * self.history.random.uniform(0.5, 0.95)
        is_last = self.history.random.random() < 0.35 + 0.25 * self.steps_done and not self._stays_open()
        self.history.at(due, self.close if is_last else self.step)

    def _stays_open(self) -> bool:
        """The favourite's latest work is shown in progress."""
        history = self.history
        is_favourite = history.seed.favourite == history.programme.seeds[self._partner_id].key
        return is_favourite and clock.now() > history.until - FAVOURITE_WORKS

    def _update(self, **given: Any) -> None:
        update_offer(offer_id=self.offer.id, partner_id=self._partner_id, actor=self.actor, **given)

    def _rate(self, usual: int) -> None:
        LeadRating.objects.create(
            lead_id=self.offer.lead_id,
            partner_id=self._partner_id,
            rated_by_id=self.actor.user_id,
            stars=min(5, max(1, usual + self.history.random.choice((-1, 0, 0, 1)))),
            reason=self.history.random.choice(RATING_REASONS),
            created_at=clock.now(),
        )

    @property
    def _partner_id(self) -> UUID:
        assert self.actor.partner_id is not None
        return self.actor.partner_id
