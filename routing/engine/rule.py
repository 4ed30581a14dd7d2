"""A rule: which leads it takes, and what it does with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from routing.engine.conditions import ALL_OPERATORS
from routing.engine.model.kinds import Choice, Flag, Kind, OneOf, Schema, Slug, Text, list_schema
from routing.engine.model.setting import Group, Part, _, setting
from routing.engine.terms import INHERITED, Escalation, SlaTerms

Then = Literal["route", "review", "nurture"]
HAPPENS: Final = Group(_("What happens"), is_open=True)
BY_A_PERSON: Final = Group(_("For a person’s decision"))
RULE_TERMS: Final = Group(
    _("Terms of this rule"), _("Empty fields use the pool’s values, then the policy’s.")
)


class Outcome(NamedTuple):
    """What a rule does, told to the vendor and to a partner."""

    words: str
    partner_words: str


OUTCOMES: Final[Mapping[str, Outcome]] = {
    "route": Outcome(_("Offer it to a partner"), _("goes to")),
    "review": Outcome(_("Let a person decide"), _("a person decides")),
    "nurture": Outcome(_("Set it aside to nurture"), _("is not offered yet")),
}


@dataclass(frozen=True)
class Condition(Kind):
    """A tree of comparisons; stays as it is, and `match` compiles it."""

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/condition"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What to do with the leads that match; `sla` is final for the rule's own pool."""

    index: int = field(default=0)
    name: str = setting(Text(), label=_("Name"), term=_("name"), is_asked=False)
    when: Mapping[str, Any] | None = setting(
        Condition(), None, label=_("Conditions"), term=_("conditions"), is_asked=False
    )
    then: Then = setting(
        Choice(lambda: {code: each.words for code, each in OUTCOMES.items()}),
        label=_("What happens to such a lead"),
        term=_("what happens"),
        group=HAPPENS,
        blank=None,
    )
    pool: str | None = setting(
        OneOf("pools"),
        None,
        label=_("Pool"),
        term=_("pool"),
        help=_("Who may have it. For a person’s decision: whom to suggest."),
        group=HAPPENS,
    )
    campaign_first: bool = setting(
        Flag(),
        True,
        label=_("A partner’s own campaign comes first"),
        term=_("a partner’s own campaign comes first"),
        help=_(
            "Yes: a lead that a partner’s campaign brought goes to that partner, whatever this rule says."
        ),
        group=HAPPENS,
        blank=_("Yes, as usual"),
    )
    reason: str | None = setting(
        Slug(),
        None,
        label=_("Reason"),
        term=_("reason"),
        help=_("A word or two, such as high_value: shown in the review queue."),
        group=BY_A_PERSON,
    )
    escalate: Escalation | None = setting(
        Part(Escalation), None, label=_("Escalation"), term=_("escalation"), group=BY_A_PERSON
    )
    sla: Mapping[str, Any] = setting(
        Part(SlaTerms, is_partial=True),
        {},
        label=_("Terms"),
        term=_("terms"),
        group=RULE_TERMS,
        blank=INHERITED,
    )


def condition_schema() -> Schema:
    """The JSON Schema of a condition, which refers to itself."""
    inner = {"$ref": "#/$defs/condition"}
    some = list_schema(inner, minItems=1)
    leaf = {"field": {"type": "string"}, "op": {"enum": list(ALL_OPERATORS)}, "value": True}
    return {"anyOf": [_only("all", some), _only("any", some), _only("not", inner), _object(leaf)]}


def _only(name: str, inner: Schema) -> Schema:
    return _object({name: inner})


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
