"""What a partner still lacks before it can get leads and work them."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.models import Partner, PartnerCertification, PartnerSpecialisation, Territory, WorkingHours
from prm.platform import clock
from prm.platform.tenants.models import Membership
from routing.batches.selectors.partner_rows import reached_partners, signed_agreements
from routing.models import Offer


@dataclass(frozen=True)
class Step:
    """One thing to do. `without`: what happens as long as it is not done. `at`: its place on the page."""

    words: Promise
    without: Promise
    is_done: bool
    at: str = ""


@dataclass(frozen=True)
class Readiness:
    """The steps in the order in which one takes them."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == len(self.steps)


STEPS: Final = {
    "people": (_("People can sign in"), _("Nobody can answer an offer in the portal."), "#memberships-group"),
    "notified": (_("Somebody is told of offers"), _("It gets no offers."), "#id_email"),
    "signed": (_("The agreement is signed"), _("It gets no offers once the time to sign is over."), ""),
    "areas": (
        _("Territories are set"),
        _("Pools that ask for a territory pass it over."),
        "#territories-group",
    ),
    "skills": (
        _("Certifications or industries are set"),
        _("Leads that ask for one pass it over."),
        "#certifications-group",
    ),
    "hours": (
        _("Open hours are set"),
        _("Deadlines in business time run around the clock."),
        "#working_hours-group",
    ),
    "capacity": (
        _("A limit of open leads is set"),
        _("It can get any number of leads at once."),
        "#id_capacity",
    ),
    "manager": (_("A channel manager is named"), _("It does not know whom to ask."), "#id_manager"),
    "signed_in": (_("Somebody has signed in"), _("Nobody has looked at the portal yet."), ""),
    "accepted": (_("A first lead is accepted"), _("It has not taken a lead yet."), ""),
}


def readiness_of(partner: Partner) -> Readiness:
    """Every step for one partner; signing only where there is an agreement to sign. Four queries."""
    now = clock.now()
    signed = signed_agreements(now)
    found = {
        **_parts(partner.pk),
        "notified": bool(partner.email) or partner.pk in reached_partners(),
        "signed": not signed.is_needed or partner.pk in signed.partner_ids,
        "capacity": partner.capacity is not None,
        "manager": partner.manager_id is not None,
    }
    names = [name for name in STEPS if name != "signed" or signed.is_needed]
    return Readiness(tuple(_step(name, found[name]) for name in names))


def _step(name: str, is_done: bool) -> Step:
    words, without, at = STEPS[name]
    return Step(words, without, is_done, at)


def _parts(partner_id: UUID) -> dict[str, bool]:
    today = clock.now().date()
    people = Membership.objects.filter(is_active=True)
    valid = Q(expires_on=None) | Q(expires_on__gte=today)
    held = PartnerCertification.objects.filter(valid)
    row: Any = (
        Partner.objects.filter(pk=partner_id)
        .values(
            people=_has(people),
            signed_in=_has(people.filter(user__last_login__isnull=False)),
            areas=_has(Territory.objects.all()),
            is_certified=_has(held),
            is_specialised=_has(PartnerSpecialisation.objects.all()),
            hours=_has(WorkingHours.objects.all()),
            accepted=_has(Offer.objects.filter(accepted_at__isnull=False)),
        )
        .get()
    )
    certified, specialised = row.pop("is_certified"), row.pop("is_specialised")
    return {**row, "skills": certified or specialised}


def _has(rows: QuerySet[Any]) -> Exists:
    return Exists(rows.filter(partner=OuterRef("pk")).order_by())
