"""What there is to say of a field that somebody posts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, TypedDict

from django.db import models
from django.utils.functional import Promise

from leads.fields.context import Context

Kind = Literal["text", "number", "money", "degrees", "flag", "day", "list", "json", "object"]
Reader = Callable[[object, Context], Any]


class Partner(Enum):
    """What a partner sees of the field.

    - `CODE`: the value itself, before it accepts. Only for what nobody can have typed freely.
    - `BAND`: a band before it accepts, the value once it has.
    - `HOLDER`: nothing before it accepts, the value once it has.
    - `NOTHING`: never anything.
    """

    CODE = "code"
    BAND = "band"
    HOLDER = "holder"
    NOTHING = "nothing"


class Engine(Enum):
    """What routing knows of the field; decisions store it for ever.

    - `CONDITION`: known, and the conditions of rules may use it.
    - `ASKED`: known only where a rule's condition uses it, because it can be personal.
    - `FACT`: known, but no condition uses it.
    - `NO`: not known.
    """

    CONDITION = "condition"
    ASKED = "asked"
    FACT = "fact"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Use:
    """Who may know a field. `personal`: erasing the lead empties it."""

    personal: bool
    partner: Partner
    engine: Engine


CONTACT = Use(personal=True, partner=Partner.HOLDER, engine=Engine.NO)


@dataclass(frozen=True)
class Band:
    """The name under which partners see the field's band, and how a value becomes one; "" for unknown."""

    name: str
    of: Callable[[Any], str]


class Details(TypedDict, total=False):
    """What a declaration may leave out: see `Posted`."""

    help: Promise | str
    example: Any
    identifies: bool
    band: Band


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One field: how it is read, and who may know it.

    `absent` stands for a field that is not given. `most` is the longest text or list, or the largest number,
    that may be sent. `identifies`: the field alone says who the lead is. `example` stands in the schema.
    """

    kind: Kind
    read: Reader
    absent: Any
    most: int
    use: Use
    help: Promise | str = ""
    example: Any = None
    identifies: bool = False
    band: Band | None = None

    def stored(self, value: Any) -> Any:
        """A clean value as the model's attribute; never shared between rows."""
        if self.kind == "list":
            return list(value)
        return dict(value) if self.kind == "object" else value


def posted_fields(model: type[models.Model]) -> Mapping[str, Posted]:
    """The posted fields of a model by name, in the order of their declaration."""
    return {field.name: field.posted for field in model._meta.fields if hasattr(field, "posted")}
