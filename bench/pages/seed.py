"""A vendor with years of leads: some written as intake leaves them, then copied by the database."""

import random
from datetime import timedelta
from typing import Any, Final

from django.db import connection

from bench.pages.sql import COPY_LEADS, COPY_OFFERS
from bench.programme import Programme, lead_body, make_programme, new_lead
from leads.models import Lead
from partners.models import Partner
from prm.platform import clock
from prm.platform.tenants.models import Membership, Role, User
from prm.platform.tenants.scope import vendor_scope
from routing.models import Offer

TEMPLATES: Final = 2_000
AT_ONCE: Final = 50_000
YEARS: Final = timedelta(days=730)
LIVE: Final = {"review": 50, "offered": 150, "accepted": 200, "in_progress": 200}
"""Of the templates: what a vendor has open does not grow with its past, so these are not copied."""
PAST: Final = ("won", "lost", "lost", "lost", "nurture", "duplicate")
OFFERED: Final = {
    "offered": "offered",
    "accepted": "accepted",
    "in_progress": "accepted",
    "won": "closed",
    "lost": "closed",
}


class Seeded:
    """The vendor, and who looks at its pages."""

    def __init__(self, partners: int) -> None:
        self.programme: Programme = make_programme(partners)
        self.vendor = self.programme.vendor
        self.leads = 0
        with vendor_scope(self.vendor.id):
            self.admin = User.objects.create(email=f"admin@{self.vendor.slug}.example.com", full_name="Admin")
            Membership.objects.create(user=self.admin, role=Role.ADMIN)
            rep = Membership.objects.select_related("user").exclude(partner=None).order_by("id")[0]
            self.rep, self.partner = rep.user, rep.partner
            _write_templates(Partner.objects.order_by("id"))
            self.some_lead = Lead.objects.filter(state="in_progress").values_list("id", flat=True)[0]
        self.leads = TEMPLATES

    def grow(self, upto: int) -> None:
        """Copy leads that have ended, and their offers, until there are so many."""
        while self.leads < upto:
            more = min(AT_ONCE, upto - self.leads)
            with vendor_scope(self.vendor.id), connection.cursor() as cursor:
                values: dict[str, Any] = {"vendor": self.vendor.id, "span": YEARS}
                values |= {"first": self.leads, "count": more}
                cursor.execute(COPY_LEADS, values)
                cursor.execute(COPY_OFFERS, values)
            self.leads += more


def _write_templates(partners: Any) -> None:
    chance, now = random.Random(1), clock.now()
    states = [state for state, count in LIVE.items() for _ in range(count)]
    states += [PAST[number % len(PAST)] for number in range(TEMPLATES - len(states))]
    leads, offers, everybody = [], [], list(partners)
    for number, state in enumerate(states):
        lead = new_lead(lead_body(number, chance))
        lead.state, lead.received_at = state, now - timedelta(hours=number / 40)
        lead.external_id = f"T{number}"
        if state == "review":
            lead.review_reason, lead.review_since_at = "no_rule", lead.received_at
        leads.append(lead)
        if state in OFFERED:
            partner = everybody[0] if number % 40 == 0 else chance.choice(everybody)
            offers.append(_offer(lead, partner, OFFERED[state], chance))
    Lead.objects.bulk_create(leads, batch_size=500)
    Offer.objects.bulk_create(offers, batch_size=500)


def _offer(lead: Lead, partner: Partner, state: str, chance: random.Random) -> Offer:
    made = lead.received_at
    is_open = state == "offered"
    lead.offered_at, lead.offers_made = made, 1
    offer = Offer(
        lead=lead, partner=partner, state=state, offered_at=made, visible_at=made,
        deadline_at=clock.now() + timedelta(hours=24) if is_open else made + timedelta(hours=24),
        accept_within_seconds=86_400, warn_after_seconds=86_400, revoke_after_seconds=172_800,
        pool="regional", method="weighted", rule_name="Everything else",
    )  # fmt: skip
    if not is_open:
        offer.accepted_at = lead.accepted_at = made + timedelta(minutes=chance.randint(1, 600))
        offer.first_action_at = offer.accepted_at + timedelta(minutes=chance.randint(1, 900))
        offer.work_status = chance.choice(("to_contact", "contacted", "qualified", "proposal"))
        offer.update_due_at = clock.now() + timedelta(days=2) if state == "accepted" else None
    if state == "closed":
        offer.outcome = lead.state
        offer.closed_at = lead.closed_at = made + timedelta(days=chance.randint(2, 60))
        offer.outcome_value = chance.randint(1_000, 90_000) if lead.state == "won" else None
    return offer
