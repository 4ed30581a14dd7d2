"""Leads that went past a partner: what it did with them itself, and what to do about its reasons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from routing.decisions.selectors.why_not import PassedOver
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
    "away": (_("Check your absences"), "hours"),
    "outside_hours": (_("Check your hours"), "hours"),
    "policy_signed": (_("Sign the agreement"), "agreement"),
    "paused": (_("Ask to receive leads again"), "company"),
    "paused_missed": (_("Ask to receive leads again"), "company"),
}


@dataclass(frozen=True)
class ReasonCount:
    """A reason, how many of the leads it kept away, and what helps: words and the page that does it."""

    words: str
    count: int
    remedy: str
    page: str


def own_words(rows: Sequence[PassedOver], partner_id: UUID) -> list[list[str]]:
    """For each lead the partner's reasons; of one that it had, what became of it."""
    had = _endings([UUID(row.lead_id) for row in rows], partner_id)
    return [[_words(row, index, had) for index in range(len(row.view.reasons))] for row in rows]


def reason_counts(rows: Sequence[PassedOver], told: Sequence[Sequence[str]]) -> list[ReasonCount]:
    """The reasons that something can be done about, most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for row, words in zip(rows, told, strict=True):
        counts.update(zip(row.view.reasons, words, strict=True))
    return [
        ReasonCount(words, count, str(REMEDIES[code][0]), f"portal:{REMEDIES[code][1]}")
        for (code, words), count in counts.most_common()
        if code in REMEDIES
    ]


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
