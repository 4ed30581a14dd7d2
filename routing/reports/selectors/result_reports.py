"""What became of leads: opportunities, deals, revenue, satisfaction, and where good leads come from."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from prm.platform import formats
from routing.reports.selectors import sql
from routing.reports.selectors.interval import wilson
from routing.reports.selectors.shape import Base, Kind, Measure, Report
from routing.reports.selectors.speed_reports import ACCEPTED, LEADS, OFFERS
from routing.reports.selectors.split import ALL_OF_OFFERS

CLOSED: Final = Base(sql.CLOSED, at="o.closed_at")
WON: Final = "o.outcome = 'won'"
ENDED: Final = "o.outcome <> ''"
OPPORTUNITY: Final = "o.work_status IN ('qualified', 'proposal', 'negotiation') OR o.outcome = 'won'"
DAY: Final = 86400


def _interval(values: Mapping[str, Any]) -> str:
    found = wilson(values["won"] or 0, values["ended"] or 0)
    return " – ".join(formats.number(edge, "0%") for edge in found) if found else ""


CONVERSION: Final = Report(
    name="conversion",
    title=_("Lead to opportunity and to close"),
    question=_("How many accepted leads become opportunities, and how many are won?"),
    base=OFFERS,
    splits=ALL_OF_OFFERS,
    headline="win_rate",
    order="accepted",
    measures=(
        Measure("accepted", _("Accepted"), Kind.COUNT, sql.count(ACCEPTED)),
        Measure(
            "opportunity", _("Opportunities"), Kind.COUNT, sql.count(f"({ACCEPTED}) AND ({OPPORTUNITY})")
        ),
        Measure(
            "opportunity_part",
            _("Of those accepted"),
            Kind.PART,
            sql.part(OPPORTUNITY, ACCEPTED),
            more_is_better=True,
        ),
        Measure("won", _("Won"), Kind.COUNT, sql.count(WON)),
        Measure("ended", _("Closed"), Kind.COUNT, sql.count(ENDED)),
        Measure("win_rate", _("Win rate"), Kind.PART, sql.part(WON, ENDED), more_is_better=True),
        Measure("range", _("Likely range (95 %)"), Kind.TEXT, derived=_interval),
    ),
    note=_("The win rate counts closed leads. With few of them the likely range is wide: compare with care."),
)

VELOCITY: Final = Report(
    name="velocity",
    title=_("Deal velocity"),
    question=_("How long does it take from acceptance to a deal?"),
    base=CLOSED,
    splits=ALL_OF_OFFERS,
    headline="days_p50",
    order="won",
    measures=(
        Measure("won", _("Won"), Kind.COUNT, sql.count(WON)),
        Measure(
            "days_p50",
            _("Acceptance to won, median"),
            Kind.SPAN,
            sql.seconds("o.accepted_at", "o.closed_at", 0.5, WON),
            more_is_better=False,
        ),
        Measure(
            "days_p90", _("9 of 10 within"), Kind.SPAN, sql.seconds("o.accepted_at", "o.closed_at", 0.9, WON)
        ),
        Measure("lost", _("Lost"), Kind.COUNT, sql.count("o.outcome = 'lost'")),
        Measure(
            "lost_p50",
            _("Acceptance to lost, median"),
            Kind.SPAN,
            sql.seconds("o.accepted_at", "o.closed_at", 0.5, "o.outcome = 'lost'"),
        ),
    ),
)

REVENUE: Final = Report(
    name="revenue",
    title=_("Revenue by partner"),
    question=_("What were the leads worth that partners won?"),
    base=CLOSED,
    splits=ALL_OF_OFFERS,
    headline="value",
    order="value",
    measures=(
        Measure("value", _("Won value"), Kind.MONEY, sql.WON_VALUE, more_is_better=True),
        Measure("won", _("Won"), Kind.COUNT, sql.count(WON)),
        Measure(
            "average",
            _("Average"),
            Kind.MONEY,
            derived=lambda values: (
                values["value"] / values["valued"] if values["valued"] and values["value"] else None
            ),
        ),
        Measure(
            "valued",
            "",
            Kind.COUNT,
            sql.count(f"{WON} AND o.outcome_value IS NOT NULL"),
            is_shown=False,
        ),
        Measure(
            "no_value", _("Won without a value"), Kind.COUNT, sql.count(f"{WON} AND o.outcome_value IS NULL")
        ),
        Measure("no_rate", _("No exchange rate"), Kind.COUNT, sql.NOT_CONVERTED),
    ),
    note=_(
        "In your currency, by the rate of the day. Wins without a value or a rate are left out of the sum."
    ),
)

SATISFACTION: Final = Report(
    name="satisfaction",
    title=_("Satisfaction with leads"),
    question=_("How good do partners find the leads that they get, from 1 to 5 stars?"),
    base=OFFERS,
    splits=ALL_OF_OFFERS,
    headline="stars",
    order="ratings",
    measures=(
        Measure("ratings", _("Ratings"), Kind.COUNT, sql.count("s.stars IS NOT NULL")),
        Measure("stars", _("Average"), Kind.DECIMAL, "avg(s.stars)::float", more_is_better=True),
        Measure("good", _("4 or 5 stars"), Kind.PART, sql.part("s.stars >= 4", "s.stars IS NOT NULL")),
        Measure("poor", _("1 or 2 stars"), Kind.PART, sql.part("s.stars <= 2", "s.stars IS NOT NULL")),
    ),
)

HOW: Final = Report(
    name="manual-automatic",
    title=_("Manual against automatic"),
    question=_("Do leads that a person assigned do better than those that the rules assigned?"),
    base=OFFERS,
    splits=("how", *(name for name in ALL_OF_OFFERS if name != "how")),
    headline="manual_part",
    order="offers",
    measures=(
        Measure("offers", _("Offers"), Kind.COUNT, "count(*)"),
        Measure("manual_part", _("Assigned by a person"), Kind.PART, sql.part("o.is_manual", "true")),
        Measure("accepted_part", _("Accepted"), Kind.PART, sql.part(ACCEPTED, "o.state <> 'offered'")),
        Measure("ended", _("Closed"), Kind.COUNT, sql.count(ENDED)),
        Measure("won", _("Won"), Kind.COUNT, sql.count(WON)),
        Measure("win_rate", _("Win rate"), Kind.PART, sql.part(WON, ENDED), more_is_better=True),
        Measure("range", _("Likely range (95 %)"), Kind.TEXT, derived=_interval),
        Measure(
            "work_hours",
            _("Hours of work, estimated"),
            Kind.DECIMAL,
            "count(*) FILTER (WHERE o.is_manual) * %(minutes_by_hand)s::float / 60",
        ),
        Measure(
            "hours",
            _("Hours in review, sum"),
            Kind.DECIMAL,
            "sum(extract(epoch FROM o.offered_at - review.since_at) / 3600)",
        ),
    ),
    note=_(
        "If the ranges overlap widely, the difference may be chance. Hours of work: the minutes for each "
        "lead in the settings, 10 unless set. Hours in review: how long leads waited for a person."
    ),
)

SOURCES: Final = Report(
    name="sources",
    title=_("Source quality"),
    question=_("Which sources send leads that partners accept and win?"),
    base=LEADS,
    splits=("source", *(name for name in ALL_OF_OFFERS if name != "source")),
    headline="leads",
    order="leads",
    measures=(
        Measure("leads", _("Leads"), Kind.COUNT, sql.count("l.state <> 'duplicate'"), more_is_better=True),
        Measure("duplicates", _("Duplicates"), Kind.COUNT, sql.count("l.state = 'duplicate'")),
        Measure(
            "sql", _("Sales qualified"), Kind.PART, sql.part("l.stage = 'sql'", "l.state <> 'duplicate'")
        ),
        Measure(
            "unread",
            _("With unread fields"),
            Kind.PART,
            sql.part("l.unread <> '{}'::jsonb", "l.state <> 'duplicate'"),
        ),
        Measure(
            "accepted_part",
            _("Accepted"),
            Kind.PART,
            sql.part("l.accepted_at IS NOT NULL", "l.state <> 'duplicate'"),
        ),
        Measure("won", _("Won"), Kind.COUNT, sql.count("l.state = 'won'")),
        Measure("ended", _("Closed"), Kind.COUNT, sql.count("l.state IN ('won', 'lost')"), is_shown=False),
        Measure(
            "win_rate", _("Win rate"), Kind.PART, sql.part("l.state = 'won'", "l.state IN ('won', 'lost')")
        ),
        Measure("stars", _("Stars"), Kind.DECIMAL, "avg(s.stars)::float"),
    ),
)
