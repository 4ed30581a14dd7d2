"""How fast leads reach partners, and how fast partners act."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from routing.reports.selectors import sql
from routing.reports.selectors.shape import Base, Kind, Measure, Report
from routing.reports.selectors.split import ALL_OF_OFFERS

LEADS: Final = Base(sql.LEADS, at="l.received_at")
OFFERS: Final = Base(sql.OFFERS, at="o.offered_at")

NO_DUPLICATE: Final = "l.state <> 'duplicate'"
OFFERED: Final = "o.offered_at IS NOT NULL"
ACCEPTED: Final = "o.accepted_at IS NOT NULL"
ACTED: Final = "o.first_action_at IS NOT NULL"
FIRST_ACTION: Final = "o.first_action_at - o.offered_at"

ASSIGNMENT: Final = Report(
    name="assignment",
    title=_("Time to assignment"),
    question=_("How long does a lead wait before a partner is offered it, and before one accepts?"),
    base=LEADS,
    splits=ALL_OF_OFFERS,
    headline="to_offer_p50",
    order="leads",
    measures=(
        Measure("leads", _("Leads"), Kind.COUNT, sql.count(NO_DUPLICATE)),
        Measure("offered", _("Offered"), Kind.COUNT, sql.count(OFFERED)),
        Measure(
            "to_offer_p50",
            _("To the first offer, median"),
            Kind.SPAN,
            sql.seconds("l.received_at", "o.offered_at", 0.5),
            more_is_better=False,
        ),
        Measure(
            "to_offer_p90", _("9 of 10 within"), Kind.SPAN, sql.seconds("l.received_at", "o.offered_at", 0.9)
        ),
        Measure(
            "to_accept_p50",
            _("To acceptance, median"),
            Kind.SPAN,
            sql.seconds("l.received_at", "l.accepted_at", 0.5),
            more_is_better=False,
        ),
        Measure(
            "to_accept_p90",
            _("9 of 10 accepted within"),
            Kind.SPAN,
            sql.seconds("l.received_at", "l.accepted_at", 0.9),
        ),
        Measure("review", _("In review now"), Kind.COUNT, sql.count("l.state = 'review'")),
    ),
)

ACCEPTANCE: Final = Report(
    name="acceptance",
    title=_("Acceptance"),
    question=_("Which offers do partners accept, and why do they decline the others?"),
    base=OFFERS,
    splits=(*ALL_OF_OFFERS, "reason"),
    headline="accepted_part",
    order="offers",
    measures=(
        Measure("offers", _("Offers"), Kind.COUNT, "count(*)"),
        Measure("accepted", _("Accepted"), Kind.COUNT, sql.count(ACCEPTED)),
        Measure(
            "accepted_part",
            _("Acceptance rate"),
            Kind.PART,
            sql.part(ACCEPTED, "o.state <> 'offered'"),
            more_is_better=True,
        ),
        Measure("declined", _("Declined"), Kind.COUNT, sql.count("o.state = 'declined'")),
        Measure("expired", _("Not answered in time"), Kind.COUNT, sql.count("o.state = 'expired'")),
        Measure("open", _("Still open"), Kind.COUNT, sql.count("o.state = 'offered'")),
        Measure(
            "answer_p50",
            _("Time to accept, median"),
            Kind.SPAN,
            sql.seconds("o.visible_at", "o.accepted_at", 0.5),
            more_is_better=False,
        ),
    ),
    note=_("The rate counts offers that have been answered or have ended."),
)

TTFA: Final = Report(
    name="first-action",
    title=_("Time to first action"),
    question=_(
        "How soon after the offer do partners contact the lead? The target is four hours for 9 of 10."
    ),
    base=OFFERS,
    splits=ALL_OF_OFFERS,
    headline="within_target",
    order="accepted",
    measures=(
        Measure("accepted", _("Accepted"), Kind.COUNT, sql.count(ACCEPTED)),
        Measure("acted", _("Contacted"), Kind.COUNT, sql.count(ACTED)),
        Measure(
            "ttfa_p50",
            _("Median"),
            Kind.SPAN,
            sql.seconds("o.offered_at", "o.first_action_at", 0.5),
            more_is_better=False,
        ),
        Measure(
            "ttfa_p90", _("9 of 10 within"), Kind.SPAN, sql.seconds("o.offered_at", "o.first_action_at", 0.9)
        ),
        Measure(
            "within_5_minutes",
            _("Within 5 minutes"),
            Kind.PART,
            sql.part(f"{FIRST_ACTION} <= interval '5 minutes'", ACCEPTED),
        ),
        Measure(
            "within_target",
            _("Within 4 hours"),
            Kind.PART,
            sql.part(f"{FIRST_ACTION} <= interval '4 hours'", ACCEPTED),
            more_is_better=True,
        ),
        Measure(
            "waiting",
            _("Not contacted yet"),
            Kind.COUNT,
            sql.count("o.state = 'accepted' AND NOT " + f"({ACTED})"),
        ),
    ),
)

FOLLOW_UP: Final = Report(
    name="follow-up",
    title=_("Follow-up"),
    question=_("Do partners keep working the leads that they accepted?"),
    base=OFFERS,
    splits=ALL_OF_OFFERS,
    headline="late_part",
    order="open",
    measures=(
        Measure("open", _("Open"), Kind.COUNT, sql.count("o.state = 'accepted'")),
        Measure(
            "late",
            _("Update overdue"),
            Kind.COUNT,
            sql.count("o.state = 'accepted' AND o.update_due_at < %(now)s"),
        ),
        Measure(
            "late_part",
            _("Part overdue"),
            Kind.PART,
            sql.part("o.update_due_at < %(now)s", "o.state = 'accepted'"),
            more_is_better=False,
        ),
        Measure("warned", _("Warned"), Kind.COUNT, sql.count("o.warned_at IS NOT NULL")),
        Measure(
            "more_time", _("Asked for more time"), Kind.COUNT, sql.count("o.more_time_asked_at IS NOT NULL")
        ),
        Measure(
            "silent_p50",
            _("Since the last update, median"),
            Kind.SPAN,
            sql.seconds("coalesce(o.last_update_at, o.accepted_at)", "%(now)s", 0.5, "o.state = 'accepted'"),
        ),
        Measure("revoked", _("Taken back"), Kind.COUNT, sql.count("o.state = 'revoked'")),
    ),
)

SLA: Final = Report(
    name="sla",
    title=_("SLA compliance"),
    question=_(
        "How often do partners keep the terms: accept in time, and act before the lead is taken back?"
    ),
    base=OFFERS,
    splits=ALL_OF_OFFERS,
    headline="kept",
    order="offers",
    measures=(
        Measure(
            "offers", _("Offers that ended or were accepted"), Kind.COUNT, sql.count("o.state <> 'offered'")
        ),
        Measure(
            "answered",
            _("Answered in time"),
            Kind.PART,
            sql.part("o.state <> 'expired'", "o.state NOT IN ('offered', 'withdrawn')"),
            more_is_better=True,
        ),
        Measure("missed", _("Accept window missed"), Kind.COUNT, sql.count("o.state = 'expired'")),
        Measure("revoked", _("Taken back after silence"), Kind.COUNT, sql.count("o.state = 'revoked'")),
        Measure(
            "kept",
            _("All terms kept"),
            Kind.PART,
            sql.part("o.state NOT IN ('expired', 'revoked')", "o.state NOT IN ('offered', 'withdrawn')"),
            more_is_better=True,
        ),
    ),
)
