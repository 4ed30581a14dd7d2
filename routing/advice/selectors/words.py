"""The advice in sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prm.platform import formats
from routing.advice.selectors.suits import (
    ENOUGH_CLOSED,
    FEW_LEADS,
    KNOWN_BY_HEART,
    MANY_BY_HAND,
    Better,
    Situation,
    Turn,
    Way,
)
from routing.reports.selectors.interval import wilson

WAYS: Final[Mapping[Way, Promise]] = {
    Way.MANUAL: gettext_lazy("Assign leads by hand"),
    Way.HYBRID: gettext_lazy("Rules for most leads, a person for some"),
    Way.AUTOMATIC: gettext_lazy("Let the rules assign leads"),
}
MEANINGS: Final[Mapping[Way, Promise]] = {
    Way.MANUAL: gettext_lazy(
        "Every lead waits in the review queue, with the engine’s suggestions, for one of you."
    ),
    Way.HYBRID: gettext_lazy("Rules assign the usual leads at once. The valuable ones wait for one of you."),
    Way.AUTOMATIC: gettext_lazy(
        "Rules assign every lead within a second. A person sees only those that nobody can take."
    ),
}


@dataclass(frozen=True)
class Reason:
    """One figure's part in the answer: what it is about, and a sentence."""

    about: str
    words: str


def reasons(at: Situation) -> list[Reason]:
    """Why, figure by figure."""
    return [
        Reason(_("Leads"), _volume(at)),
        Reason(_("Team hours"), _hours(at)),
        Reason(_("Partners"), _partners(at)),
        Reason(_("Rules"), _rules(at)),
        Reason(_("Results so far"), _results(at)),
    ]


def _volume(at: Situation) -> str:
    given = {"leads": _number(at.leads_a_week), "few": _number(FEW_LEADS)}
    if at.leads_a_week < FEW_LEADS:
        return _("%(leads)s leads a week come in. Below %(few)s, rules save little work.") % given
    return _("%(leads)s leads a week come in. From %(few)s on, rules save work every week.") % given


def _hours(at: Situation) -> str:
    given = {
        "minutes": at.minutes_by_hand,
        "all": _number(at.hours_all_by_hand),
        "now": _number(at.hours_now),
        "have": _number(at.team_hours),
    }
    words = _(
        "At %(minutes)s minutes a lead, assigning all of them by hand takes %(all)s hours a week; what "
        "people assign now takes %(now)s."
    )
    end = _("Your team has %(have)s: enough.") if at.fits_the_team else _("Your team has %(have)s: too few.")
    return f"{words % given} {end % given}"


def _partners(at: Situation) -> str:
    given = {"partners": at.partners, "known": KNOWN_BY_HEART}
    if at.partners <= KNOWN_BY_HEART:
        return _("Active partners: %(partners)s. A person can know up to %(known)s well.") % given
    return _("Active partners: %(partners)s, more than the %(known)s that a person can know well.") % given


def _rules(at: Situation) -> str:
    given = {
        "rules": at.rules,
        "conditions": at.conditions,
        "part": _percent(at.by_hand_part),
        "many": _percent(MANY_BY_HAND),
    }
    words = _(
        "Rules in force: %(rules)s, conditions in them: %(conditions)s. People decide about %(part)s "
        "of the leads."
    )
    if at.by_hand_part > MANY_BY_HAND:
        end = _("More than %(many)s means that the rules do not cover enough cases.")
    else:
        end = _("Up to %(many)s means that the rules cover the usual cases.")
    return f"{words % given} {end % given}"


def _results(at: Situation) -> str:
    if at.better is Better.UNKNOWN:
        return _(
            "Too few closed leads to compare: %(hand)s assigned by hand and %(rules)s by the rules. It takes "
            "%(enough)s of each."
        ) % {"hand": at.by_hand_closed, "rules": at.by_rules_closed, "enough": ENOUGH_CLOSED}
    given = {
        "hand": _won(at.by_hand_won, at.by_hand_closed),
        "rules": _won(at.by_rules_won, at.by_rules_closed),
    }
    words = _("Won of those assigned by hand: %(hand)s; by the rules: %(rules)s.") % given
    return f"{words} {VERDICTS[at.better]}"


VERDICTS: Final[Mapping[Better, Promise]] = {
    Better.BY_HAND: gettext_lazy("People do clearly better: the likely ranges do not overlap."),
    Better.BY_RULES: gettext_lazy("The rules do clearly better: the likely ranges do not overlap."),
    Better.NOBODY: gettext_lazy("The likely ranges overlap, so the difference may be chance."),
}


def turn_words(turn: Turn, at: Situation) -> str:
    """What would change the answer, and to what."""
    if turn.name == "by_hand_part":
        value, now = _percent(turn.value), _percent(at.by_hand_part)
    else:
        value, now = _number(turn.value), _number(getattr(at, turn.name))
    return CHANGES[turn.name]() % {"value": value, "now": now, "way": WAYS[turn.way]}


CHANGES: Final[Mapping[str, Callable[[], str]]] = {
    "leads_a_week": lambda: _("With %(value)s leads a week instead of %(now)s: %(way)s."),
    "partners": lambda: _("With %(value)s active partners instead of %(now)s: %(way)s."),
    "by_hand_part": lambda: _(
        "With people deciding about %(value)s of the leads instead of %(now)s: %(way)s."
    ),
    "team_hours": lambda: _("With %(value)s team hours a week instead of %(now)s: %(way)s."),
}


def _won(won: int, closed: int) -> str:
    low, high = wilson(won, closed) or (0.0, 0.0)
    return _("%(won)s of %(closed)s (%(rate)s, likely %(low)s to %(high)s)") % {
        "won": won,
        "closed": closed,
        "rate": _percent(won / closed),
        "low": _percent(low),
        "high": _percent(high),
    }


def _number(value: float) -> str:
    return formats.number(value, "#,##0.#")


def _percent(value: float) -> str:
    return formats.number(value, "0%")
