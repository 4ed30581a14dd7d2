"""A pool: which partners may get a lead, and how one of them is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from routing.engine.decision import Deliver
from routing.engine.factors import Factor, Factors
from routing.engine.guard import GUARD, Guard
from routing.engine.limits import NO_LIMITS, Caps, Limits, Probation
from routing.engine.methods import METHODS
from routing.engine.model.kinds import AnyOf, Choice, Flag, InOrder, OneOf, Several, Whole
from routing.engine.model.setting import Group, Part, _, setting
from routing.engine.prefer import PREFERENCES
from routing.engine.requirements import REQUIREMENTS
from routing.engine.terms import INHERITED, SlaTerms, cooldown, pause_after_missed

HOW: Final = Group(_("How one is chosen"), is_open=True)
WHOM: Final = Group(_("Whom the pool is for"), _("Nothing ticked means everybody."), is_open=True)
PARTICULAR: Final = Group(_("Particular partners"))
MUST_HAVE: Final = Group(_("What a partner must have for the lead"), is_open=True)
FIRST: Final = Group(_("Who comes first when several qualify"))
NOBODY: Final = Group(_("When nobody can take it"))
TURNS: Final = Group(_("Delivery and turns"))
LIMITS: Final = Group(_("Limits for every partner of the pool"))
ON_PROBATION: Final = Group(
    _("New partners on probation"), _("For partners on probation, or who joined within so many days.")
)
INVESTMENT: Final = Group(
    _("More weight for investment"),
    _("0.2 with a cap of 0.2: up to a fifth more weight. Always shown in the explanation."),
)
POOL_TERMS: Final = Group(_("Terms of this pool"), _("Empty fields use the policy’s values."))
DELIVERIES: Final = {
    "at_once": _("At once, at any hour"),
    "next_open_hour": _("At the partner’s next open hour"),
    "only_open": _("Only to partners who are open now"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which partners belong to a pool; an empty tuple asks for nothing."""

    tiers: tuple[str, ...] = setting(AnyOf("tiers"), (), label=_("Tiers"), term=_("tiers"), group=WHOM)
    certifications: tuple[str, ...] = setting(
        AnyOf("certifications"),
        (),
        label=_("Holding all of these certifications"),
        term=_("certifications"),
        group=WHOM,
    )
    specialisations: tuple[str, ...] = setting(
        AnyOf("verticals"), (), label=_("Specialised in"), term=_("specialisations"), group=WHOM
    )
    countries: tuple[str, ...] = setting(
        AnyOf("countries"), (), label=_("In countries"), term=_("countries"), group=WHOM
    )
    ids: tuple[str, ...] = setting(
        AnyOf("partners"), (), label=_("Partners"), term=_("partners"), group=PARTICULAR, is_asked=False
    )
    external_ids: tuple[str, ...] = setting(
        AnyOf("partners"), (), label=_("Only these partners"), term=_("only these partners"), group=PARTICULAR
    )
    exclude: tuple[str, ...] = setting(
        AnyOf("partners"),
        (),
        label=_("But not these partners"),
        term=_("excluded partners"),
        group=PARTICULAR,
    )

    @property
    def named(self) -> tuple[str, ...]:
        """The only partners that belong, by id or external id; empty for no such limit."""
        return (*self.ids, *self.external_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Which partners may get a lead and how one is chosen; `options` are the method's own settings."""

    key: str
    options: Any
    limits: Limits = NO_LIMITS
    method: str = setting(
        Choice(lambda: {name: method.label for name, method in METHODS.items()}),
        label=_("Method"),
        term=_("method"),
        group=HOW,
        blank=None,
    )
    partners: Filter = setting(Part(Filter), Filter(), label=_("Partners"), term=_("partners"), group=WHOM)
    require: frozenset[str] = setting(
        Several(lambda: {name: each.words for name, each in REQUIREMENTS.items()}),
        frozenset(),
        label=_("Requirements"),
        term=_("requirements"),
        group=MUST_HAVE,
    )
    prefer: tuple[str, ...] = setting(
        InOrder(lambda: {name: each.words for name, each in PREFERENCES.items()}),
        (),
        label=_("Preferences, the most important first"),
        term=_("preferences"),
        help=_("Only those who come first compete; the method then chooses among them."),
        group=FIRST,
    )
    fallback: str | None = setting(
        OneOf("pools"),
        None,
        label=_("Fallback pool"),
        term=_("fallback pool"),
        group=NOBODY,
        blank=_("None: a person decides"),
    )
    deliver: Deliver = setting(
        Choice(lambda: DELIVERIES),
        "at_once",
        label=_("When the offer goes out"),
        term=_("delivery"),
        group=TURNS,
        blank=_("At once"),
    )
    decline_counts: bool = setting(
        Flag(),
        True,
        label=_("A decline counts as a turn"),
        term=_("a decline counts as a turn"),
        help=_("Yes discourages partners from declining to wait for a better lead."),
        group=TURNS,
        blank=_("Yes, as usual"),
    )
    cooldown: int | None = cooldown(TURNS)
    pause_after_missed: int | None = pause_after_missed(TURNS)
    caps: Caps = setting(Part(Caps), Caps(), label=_("Limits"), term=_("limits"), group=LIMITS)
    max_per_account: int | None = setting(
        Whole(1),
        None,
        label=_("Most leads from one account"),
        term=_("most leads from one account"),
        group=LIMITS,
    )
    guard: Guard | None = setting(
        Part(Guard), None, label=_("Monopoly guard"), term=_("monopoly guard"), group=GUARD
    )
    probation: Probation | None = setting(
        Part(Probation), None, label=_("Probation"), term=_("probation"), group=ON_PROBATION
    )
    factors: tuple[Factor, ...] = setting(
        Factors(), (), label=_("Investment"), term=_("weight for investment"), group=INVESTMENT
    )
    sla: Mapping[str, Any] = setting(
        Part(SlaTerms, is_partial=True),
        {},
        label=_("Terms"),
        term=_("terms"),
        group=POOL_TERMS,
        blank=INHERITED,
    )
