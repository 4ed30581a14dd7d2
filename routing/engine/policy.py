"""The whole policy: its rules, its pools, and what holds for all of them."""

from dataclasses import dataclass
from typing import Any, Final

from routing.engine.methods import METHODS
from routing.engine.model.kinds import SLUG, Kind, Schema
from routing.engine.model.setting import Group, Part, Setting, _, schema_of, setting, settings_of
from routing.engine.pool import Pool
from routing.engine.rule import Rule, condition_schema
from routing.engine.terms import Escalation, SlaTerms, cooldown, pause_after_missed

TERMS: Final = Group(_("Terms"), is_open=True)
LEFT: Final = Group(_("Left in review too long"), is_open=True)
EVERY_POOL: Final = Group(_("Default for every pool"), is_open=True)


@dataclass(frozen=True)
class Rules(Kind):
    """Rules, in order."""

    def schema(self) -> Schema:
        return {"type": "array", "items": schema_of(Rule), "minItems": 1, "maxItems": 1000}


@dataclass(frozen=True)
class Pools(Kind):
    """Pools by name, each with the settings of its method among its own."""

    def schema(self) -> Schema:
        pool = schema_of(Pool)
        pool["properties"] = {each.name: each.kind.schema() for each in pool_settings()}
        return {
            "type": "object",
            "propertyNames": {"pattern": SLUG},
            "additionalProperties": pool,
            "maxProperties": 500,
        }


@dataclass(frozen=True, slots=True)
class Policy:
    """Every setting of a document."""

    rules: Any = setting(Rules(), label=_("Rules"), term=_("rules"), is_asked=False)
    pools: Any = setting(Pools(), label=_("Pools"), term=_("pools"), is_asked=False)
    sla: SlaTerms = setting(Part(SlaTerms), SlaTerms(), label=_("Terms"), term=_("terms"), group=TERMS)
    escalate: Escalation | None = setting(
        Part(Escalation), None, label=_("Escalation"), term=_("escalation"), group=LEFT
    )
    cooldown: int | None = cooldown(EVERY_POOL)
    pause_after_missed: int | None = pause_after_missed(EVERY_POOL)


def pool_settings() -> list[Setting]:
    """A pool's own settings and, after the method, those of every method; each name once."""
    own = settings_of(Pool)
    return [own[0], *settings_of_methods(), *own[1:]]


def settings_of_methods() -> list[Setting]:
    """The settings of every method; one that methods share once."""
    every = (each for method in METHODS.values() for each in settings_of(method.settings))
    return list({each.name: each for each in every}.values())


def policy_schema() -> Schema:
    """The JSON Schema of a document, as it is published."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Routing policy",
        **schema_of(Policy),
        "$defs": {"condition": condition_schema()},
    }
