"""Leads that went past a partner: what it did with them itself, and what to do about its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners.models import Partner
from prm.platform import formats
from routing.decisions.selectors.decision_words import own_reason_words
from routing.decisions.selectors.why_not import PassedOver
from routing.misses.selectors.missed import Missed, MissedFor
from routing.models import Offer, OfferInvitee

HAD_IT: dict[str, Promise] = {
    "declined": _("You declined this lead."),
    "expired": _("You had this lead and did not answer in time."),
    "revoked": _("You had this lead, and it was taken back because no update came in time."),
    "withdrawn": _("You had this lead until the vendor withdrew it."),
}
REMEDIES: dict[str, tuple[Promise, str]] = {
    "capacity": (_("Raise your limit, or close leads that are done"), "company"),
    "certification": (_("Report the certification, or earn it"), "company"),
    "certification_expired": (_("Renew the certification and report it"), "company"),
    "specialisation": (_("Ask for the industry"), "company"),
    "share_cap": (_("Nothing to do: you get leads again as others get theirs"), "fairness"),
    "away": (_("Check your absences"), "hours"),
    "outside_hours": (_("Check your hours"), "hours"),
    "policy_not_signed": (_("Sign the agreement"), "agreement"),
    "territory_less_specific": (_("See which territories would bring you more"), "path"),
    "fewer_certifications": (_("See which certifications would bring you more"), "path"),
    "not_specialist": (_("Ask for the industry"), "company"),
    "paused": (_("Ask to receive leads again"), "company"),
    "paused_missed": (_("Ask to receive leads again"), "company"),
}


@dataclass(frozen=True)
class ReasonCount:
    """A reason, how many leads it kept away, and how many it alone.

    `gain`: a sentence with how many of the latter would have been this partner's, by the part of the leads
    that it gets where it competes. `remedy` and `page`: what helps, and where; empty where nothing does.
    """

    words: str
    count: int
    alone: int
    gain: str
    remedy: str
    page: str


def own_words(rows: Sequence[PassedOver], partner_id: UUID) -> list[list[str]]:
    """For each lead the partner's reasons; of one that it had, what became of it."""
    had = _endings([UUID(row.lead_id) for row in rows], partner_id)
    return [[_words(row, index, had) for index in range(len(row.view.reasons))] for row in rows]


def reason_counts(missed: Missed, partner: Partner, since: datetime) -> list[ReasonCount]:
    """Every reason of the period: first those about which something can be done, what brings most first."""
    received = Offer.objects.filter(partner=partner, is_manual=False, offered_at__gte=since).count()
    competed = received + missed.turns
    rate = received / competed if competed else 0.0
    counts = [
        ReasonCount(
            own_reason_words(reason.code),
            reason.leads,
            reason.alone,
            _gain(reason.alone * rate),
            _remedy(reason, partner),
            f"portal:{REMEDIES[reason.code][1]}" if reason.code in REMEDIES else "",
        )
        for reason in missed.reasons
    ]
    return sorted(counts, key=lambda each: (not each.remedy, -each.alone, -each.count))


def _remedy(reason: MissedFor, partner: Partner) -> str:
    """What helps; for a full partner the limit at which none of the leads of the worst day was missed."""
    if reason.code == "capacity" and partner.capacity is not None and reason.most_on_a_day:
        words = _("Raise your limit from %(now)s to %(to)s, or close leads that are done")
        figures = {"now": partner.capacity, "to": partner.capacity + reason.most_on_a_day}
        return words % {name: formats.number(value) for name, value in figures.items()}
    return str(REMEDIES[reason.code][0]) if reason.code in REMEDIES else ""


def _gain(leads: float) -> str:
    shown = round(leads, 1)
    if not shown:
        return ""
    return ngettext(
        "About %(leads)s lead more in this time, by the share that you get where you compete.",
        "About %(leads)s leads more in this time, by the share that you get where you compete.",
        1 if shown == 1 else 2,
    ) % {"leads": formats.number(shown, "#,##0.#")}


def _words(row: PassedOver, index: int, had: dict[UUID, str]) -> str:
    ending = had.get(UUID(row.lead_id), "")
    if row.view.reasons[index] == "already_offered" and ending in HAD_IT:
        return str(HAD_IT[ending])
    return row.view.words[index]


def _endings(lead_ids: list[UUID], partner_id: UUID) -> dict[UUID, str]:
    """How this partner's last offer of each lead ended."""
    own = Offer.objects.filter(lead_id__in=lead_ids, partner_id=partner_id).order_by("offered_at")
    declined = OfferInvitee.objects.filter(
        offer__lead_id__in=lead_ids, partner_id=partner_id, declined_at__isnull=False
    )
    found = dict.fromkeys(declined.values_list("offer__lead_id", flat=True), "declined")
    return found | dict(own.values_list("lead_id", "state"))
