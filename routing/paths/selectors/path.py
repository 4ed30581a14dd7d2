"""A partner's path to more leads, in words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.models import Certification, Tier, Vertical
from prm.platform.country_names import name_of_area
from routing.models import PathReport
from routing.paths.selectors.path_steps import MORE_CAPACITY

STEP_WORDS: Final[Mapping[str, Promise]] = {
    "certification": _("Certified in %(subject)s"),
    "territory": _("Sell in %(subject)s"),
    "specialisation": _("Specialised in %(subject)s"),
    "language": _("Speaking %(subject)s"),
    "capacity": _("Room for %(more)s more open leads"),
    "policy_signed": _("Distribution policy signed"),
    "answer_in_time": _("Not paused after missed windows"),
    "limits": _("No limit a day, week or month"),
    "hours": _("Open at every hour"),
    "first_action": _("First action twice as fast"),
    "tier": _("Tier %(subject)s"),
}


OWN_TERRITORY: Final = _("%(subject)s as a territory of its own")
REACH_WORDS: Final[Mapping[str, Promise]] = {
    "now": _("You can do this now"),
    "near": _("Next steps"),
    "far": _("Further away"),
}


@dataclass(frozen=True)
class PathStep:
    """One change, and what it would have brought: leads to compete for, and leads to be expected of them.

    `reach` says how near it lies: `now` (in the partner's own hands), `near` (a neighbouring region, a
    certification, an industry) or `far`; `distance_km` how far the leads of a territory are; `is_inside` that
    the territory lies in one that the partner has: the more specific one comes first where a pool prefers it.
    `replayed` of `relevant` decisions were replayed: the newest, where there are very many.
    """

    kind: str
    subject: str
    words: str
    more_within_reach: int
    more_expected: float
    replayed: int
    relevant: int
    reach: str = "near"
    distance_km: int | None = None
    is_inside: bool = False


@dataclass(frozen=True)
class PathView:
    """What was within a partner's reach since an instant, and what would have brought more, nearest first."""

    built_at: datetime
    since_at: datetime
    leads: int
    within_reach: int
    expected: float
    steps: list[PathStep]

    @property
    def groups(self) -> list[tuple[str, list[PathStep]]]:
        """The steps under what to say of how near they are."""
        found = {reach: [step for step in self.steps if step.reach == reach] for reach in REACH_WORDS}
        return [(str(REACH_WORDS[reach]), steps) for reach, steps in found.items() if steps]

    def as_dict(self) -> dict[str, Any]:
        """For JSON, but for instants."""
        return asdict(self)


def path_report(*, partner_id: UUID) -> PathView | None:
    """The newest report on a partner; None before the first."""
    report = PathReport.objects.filter(partner_id=partner_id).first()
    if report is None:
        return None
    names = _names({step["subject"] for step in report.body["steps"]})
    return PathView(
        built_at=report.built_at,
        since_at=report.since_at,
        leads=report.body["leads"],
        within_reach=report.body["within_reach"],
        expected=report.body["expected"],
        steps=[PathStep(**step, words=_words(step, names)) for step in report.body["steps"]],
    )


def _words(step: Mapping[str, Any], names: Mapping[tuple[str, str], str]) -> str:
    known = name_of_area(step["subject"]) if step["kind"] == "territory" else step["subject"]
    subject = names.get((step["kind"], step["subject"]), known)
    words = OWN_TERRITORY if step.get("is_inside") else STEP_WORDS[step["kind"]]
    return str(words) % {"subject": subject, "more": MORE_CAPACITY}


def _names(slugs: set[str]) -> dict[tuple[str, str], str]:
    """The vendor's names of what the steps speak of."""
    models = {"certification": Certification, "specialisation": Vertical, "tier": Tier}
    return {
        (kind, slug): name
        for kind, model in models.items()
        for slug, name in model._default_manager.filter(slug__in=slugs).values_list("slug", "name")
    }
