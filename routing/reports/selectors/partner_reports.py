"""How leads spread over partners, who needs help, and who is going quiet."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from routing.reports.selectors import sql
from routing.reports.selectors.result_reports import ENDED, WON
from routing.reports.selectors.shape import Base, Kind, Measure, Report
from routing.reports.selectors.speed_reports import ACCEPTED, OFFERS

SHARES: Final = Base(sql.SHARES, at="o.day", is_by_day=True)
PARTNERS: Final = Base(sql.PARTNERS, at="work.last_work_at")
BILLION: Final = 1e9
FEW_OFFERS, FEW_CLOSED = 3, 3
SLOW_SECONDS: Final = 4 * 3600
LOW_ACCEPTANCE, LOW_WINS = 0.5, 0.1
MANY_MISSED: Final = 2
FELL_TO: Final = 0.5
QUIET_DAYS: Final = 14

FAIRNESS: Final = Report(
    name="fairness",
    title=gettext_lazy("Fairness and concentration"),
    question=gettext_lazy(
        "Does each partner get its fair share, and do a few partners get most of the leads?"
    ),
    base=SHARES,
    splits=("partner", "tier", "pool"),
    headline="received",
    order="received",
    measures=(
        Measure("entitled", gettext_lazy("Fair share"), Kind.DECIMAL, f"sum(o.entitled) / {BILLION}"),
        Measure("received", gettext_lazy("Received"), Kind.DECIMAL, f"sum(o.received) / {BILLION}"),
        Measure(
            "gap",
            gettext_lazy("Ahead of its share"),
            Kind.DECIMAL,
            derived=lambda values: (values["received"] or 0) - (values["entitled"] or 0),
        ),
    ),
    note=gettext_lazy("In leads, by the rules; what a person assigned is not counted."),
)


def _needs(values: Mapping[str, Any]) -> str:
    """What a partner needs help with, in words."""
    signs = []
    if values["answered"] >= FEW_OFFERS and (values["accepted_part"] or 0) < LOW_ACCEPTANCE:
        signs.append(_("accepts few offers"))
    if values["acted"] >= FEW_OFFERS and (values["ttfa_p50"] or 0) > SLOW_SECONDS:
        signs.append(_("slow to contact"))
    if values["ended"] >= FEW_CLOSED and (values["win_rate"] or 0) < LOW_WINS:
        signs.append(_("wins few leads"))
    if values["missed"] >= MANY_MISSED:
        signs.append(_("misses accept windows"))
    if values["revoked"]:
        signs.append(_("lost leads after silence"))
    return ", ".join(signs)


SUPPORT: Final = Report(
    name="support",
    title=gettext_lazy("Partners who need training or support"),
    question=gettext_lazy("Which partners fall behind, and in what?"),
    base=OFFERS,
    splits=("partner",),
    headline="trouble",
    order="offers",
    keep=lambda row: bool(row.values["needs"]),
    is_watch=True,
    note=gettext_lazy("The chart covers all partners, the table only those who need help."),
    measures=(
        Measure(
            "trouble",
            gettext_lazy("Offers missed or taken back"),
            Kind.PART,
            sql.part("o.state IN ('expired', 'revoked')", "o.state NOT IN ('offered', 'withdrawn')"),
            is_shown=False,
            more_is_better=False,
        ),
        Measure("needs", gettext_lazy("Help with"), Kind.TEXT, derived=_needs),
        Measure("offers", gettext_lazy("Offers"), Kind.COUNT, "count(*)"),
        Measure("answered", "", Kind.COUNT, sql.count("o.state <> 'offered'"), is_shown=False),
        Measure(
            "accepted_part", gettext_lazy("Accepted"), Kind.PART, sql.part(ACCEPTED, "o.state <> 'offered'")
        ),
        Measure("acted", "", Kind.COUNT, sql.count("o.first_action_at IS NOT NULL"), is_shown=False),
        Measure(
            "ttfa_p50",
            gettext_lazy("Time to first action"),
            Kind.SPAN,
            sql.seconds("o.offered_at", "o.first_action_at", 0.5),
        ),
        Measure("ended", gettext_lazy("Closed"), Kind.COUNT, sql.count(ENDED)),
        Measure("win_rate", gettext_lazy("Win rate"), Kind.PART, sql.part(WON, ENDED)),
        Measure("missed", gettext_lazy("Missed windows"), Kind.COUNT, sql.count("o.state = 'expired'")),
        Measure("revoked", gettext_lazy("Taken back"), Kind.COUNT, sql.count("o.state = 'revoked'")),
    ),
)


def _quiet(values: Mapping[str, Any]) -> str:
    """What shows that a partner is going quiet, in words."""
    signs = []
    before, now = values["accepted_before"] or 0, values["accepted"] or 0
    if before >= FEW_OFFERS and now <= before * FELL_TO:
        signs.append(
            _("accepted %(now)d leads, %(before)d in the period before") % {"now": now, "before": before}
        )
    days = values["silent_days"]
    if before + now and days is not None and days >= QUIET_DAYS:
        signs.append(
            ngettext("no work on a lead for %(days)d day", "no work on a lead for %(days)d days", days)
            % {"days": days}
        )
    if values["last_login"] is None:
        signs.append(_("nobody has ever signed in"))
    elif values["login_days"] >= 2 * QUIET_DAYS:
        signs.append(
            ngettext(
                "not signed in for %(days)d day", "not signed in for %(days)d days", values["login_days"]
            )
            % {"days": values["login_days"]}
        )
    return "; ".join(signs)


QUIET: Final = Report(
    name="quiet",
    title=gettext_lazy("Partners going quiet"),
    question=gettext_lazy("Which partners are losing interest? Call them before they leave."),
    base=PARTNERS,
    splits=("partner",),
    headline="accepted",
    order="accepted_before",
    has_chart=False,
    is_watch=True,
    keep=lambda row: bool(row.values["signs"]),
    measures=(
        Measure("signs", gettext_lazy("Signs"), Kind.TEXT, derived=_quiet),
        Measure("accepted", gettext_lazy("Accepted"), Kind.COUNT, "sum(work.accepted)::int"),
        Measure(
            "accepted_before",
            gettext_lazy("In the period before"),
            Kind.COUNT,
            "sum(work.accepted_before)::int",
        ),
        Measure("missed", gettext_lazy("Missed windows"), Kind.COUNT, "sum(work.missed)::int"),
        Measure("last_work_at", gettext_lazy("Last work on a lead"), Kind.INSTANT, "max(work.last_work_at)"),
        Measure("last_login", gettext_lazy("Last sign-in"), Kind.INSTANT, "max(people.last_login)"),
        Measure(
            "silent_days",
            "",
            Kind.COUNT,
            "floor(extract(epoch FROM %(now)s - max(work.last_work_at)) / 86400)::int",
            is_shown=False,
        ),
        Measure(
            "login_days",
            "",
            Kind.COUNT,
            "floor(extract(epoch FROM %(now)s - max(people.last_login)) / 86400)::int",
            is_shown=False,
        ),
    ),
)
