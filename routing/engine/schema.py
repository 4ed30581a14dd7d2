"""The published JSON Schema of a policy document."""

from typing import Any, Final

from routing.engine.conditions import ALL_OPERATORS
from routing.engine.durations import PATTERN
from routing.engine.factors import FACTORS
from routing.engine.methods import METHODS
from routing.engine.methods.best_match import CAPABILITIES
from routing.engine.prefer import PREFERENCES

Schema = dict[str, Any]
SLUG: Final = r"^[a-z0-9][a-z0-9_-]{0,62}$"
REQUIREMENTS: Final = ("product_certification", "industry", "territory", "language", "policy_signed")
DELIVERIES: Final = ("at_once", "next_open_hour", "only_open")


def _object(properties: Schema, required: tuple[str, ...] = (), **more: Any) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, "uniqueItems": True, "maxItems": 5000, **more}


def _whole(least: int, most: int = 1_000_000) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _number(least: float, most: float) -> Schema:
    return {"type": "number", "minimum": least, "maximum": most}


_DURATION: Final[Schema] = {"type": "string", "pattern": PATTERN, "description": "90s, 15m, 4h, 2d or 1w"}
_SLUG: Final[Schema] = {"type": "string", "pattern": SLUG}
_SLUGS: Final[Schema] = _list(_SLUG)
_NAME: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 200}
_SLA: Final[Schema] = _object(
    {
        "accept_within": _DURATION,
        "warn_after": _DURATION,
        "revoke_after": _DURATION,
        "max_offers": _whole(1, 100),
        "clock": {"enum": ["wall", "business"]},
    }
)
_ESCALATE: Final[Schema] = _object({"after": _DURATION, "to": _NAME}, ("after", "to"))
_INVITE: Final[Schema] = _object({"invite": _whole(1, 100), "per_day": _whole(1)})
_FACTOR: Final[Schema] = {
    "anyOf": [_number(0, 1), _object({"per": _number(0, 1), "cap": _number(0, 2)}, ("per", "cap"))]
}
_PARTNERS: Final[Schema] = _object(
    {
        "tiers": _SLUGS,
        "certifications": _SLUGS,
        "specialisations": _SLUGS,
        "countries": _list({"type": "string", "pattern": "^[A-Z]{2}$"}),
        "ids": _list(_NAME),
        "external_ids": _list(_NAME),
        "exclude": _list(_NAME),
    }
)
_PERFORMANCE: Final[Schema] = _object(
    {
        "prior_strength": _number(0.001, 10_000),
        "prior_rate": _number(0, 1),
        "floor_share": _number(0, 1),
        "below_win_rate": _number(0, 1),
        "step": _number(0, 1),
        "window_days": _whole(1, 366),
    }
)
_POOL: Final[Schema] = _object(
    {
        "method": {"enum": sorted(METHODS)},
        "partners": _PARTNERS,
        "require": _list({"enum": list(REQUIREMENTS)}),
        "prefer": _list({"enum": sorted(PREFERENCES)}),
        "shares": {"type": "object", "additionalProperties": _number(0, 1_000_000)},
        "tier_order": _SLUGS,
        "nearest": _object(
            {
                "bands_km": _list(_number(0.001, 20_100), minItems=1),
                "radius_km": _number(0.001, 20_100),
            }
        ),
        "performance": _PERFORMANCE,
        "best_match": _object(
            {
                "points": {
                    "type": "object",
                    "propertyNames": {"enum": sorted(CAPABILITIES)},
                    "additionalProperties": _whole(0, 1000),
                    "minProperties": 1,
                }
            },
            ("points",),
        ),
        "claim": _INVITE,
        "broadcast": _INVITE,
        "caps": _object({"day": _whole(1), "week": _whole(1), "month": _whole(1)}),
        "max_per_account": _whole(1),
        "probation": _object({"days": _whole(0, 3660), "open": _whole(0), "week": _whole(0)}),
        "factors": _object(dict.fromkeys(FACTORS, _FACTOR)),
        "deliver": {"enum": list(DELIVERIES)},
        "cooldown": _DURATION,
        "pause_after_missed": _whole(1, 100),
        "decline_counts": {"type": "boolean"},
        "fallback": _SLUG,
        "sla": _SLA,
    },
    ("method",),
)
_CONDITION: Final[Schema] = {
    "anyOf": [
        _object({"all": _list({"$ref": "#/$defs/condition"}, minItems=1)}, ("all",)),
        _object({"any": _list({"$ref": "#/$defs/condition"}, minItems=1)}, ("any",)),
        _object({"not": {"$ref": "#/$defs/condition"}}, ("not",)),
        _object(
            {"field": {"type": "string"}, "op": {"enum": list(ALL_OPERATORS)}, "value": True},
            ("field", "op", "value"),
        ),
    ]
}
_RULE: Final[Schema] = _object(
    {
        "name": _NAME,
        "when": {"$ref": "#/$defs/condition"},
        "then": {"enum": ["route", "review", "nurture"]},
        "pool": _SLUG,
        "reason": _SLUG,
        "sla": _SLA,
        "escalate": _ESCALATE,
    },
    ("name", "then"),
)
POLICY_SCHEMA: Final[Schema] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Routing policy",
    **_object(
        {
            "rules": {"type": "array", "items": _RULE, "minItems": 1, "maxItems": 1000},
            "pools": {
                "type": "object",
                "propertyNames": {"pattern": SLUG},
                "additionalProperties": _POOL,
                "maxProperties": 500,
            },
            "sla": _SLA,
            "escalate": _ESCALATE,
            "cooldown": _DURATION,
            "pause_after_missed": _whole(1, 100),
        },
        ("rules", "pools"),
    ),
    "$defs": {"condition": _CONDITION},
}
