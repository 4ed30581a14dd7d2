"""A setting, declared as a field of the class that the engine works with."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from functools import cache
from typing import Any, Final, TypeVar

from routing.engine.model.kinds import Kind, Schema

KEY: Final = "policy"
Made = TypeVar("Made")


def _(message: str) -> str:
    """Mark a message for translation, which happens where it is shown."""
    return message


@dataclass(frozen=True)
class Group:
    """Settings that a form shows together."""

    title: str
    help: str = ""
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What there is to say of one setting.

    `label` asks for it in a form, `term` names it inside a sentence. `blank` is what leaving it out means.
    A document must give it if `is_required`; `is_needed` settings of a method, where a pool uses the method.
    """

    name: str = ""
    kind: Kind
    label: str
    term: str
    help: str = ""
    group: Group | None = None
    blank: str | None = "–"
    is_needed: bool = False
    is_required: bool = False
    is_asked: bool = True


def setting(kind: Kind, default: Any = MISSING, *, label: str, term: str = "", **more: Any) -> Any:
    """A field of a dataclass that is a setting of the document, under the field's name.

    Without a default a document must give it.
    """
    about = Setting(kind=kind, label=label, term=term or label, **more)
    metadata = {KEY: about}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)


def settings_of(part: type) -> tuple[Setting, ...]:
    """The settings of a part of a document, in the order of their declaration."""
    return _settings_of(part)


@cache
def _settings_of(part: Any) -> tuple[Setting, ...]:
    return tuple(
        replace(each.metadata[KEY], name=each.name, is_required=_must_be_given(each))
        for each in fields(part)
        if KEY in each.metadata
    )


def _must_be_given(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def schema_of(part: type) -> Schema:
    """The JSON Schema of a part: these settings and no others."""
    settings = settings_of(part)
    return {
        "type": "object",
        "properties": {each.name: each.kind.schema() for each in settings},
        "required": [each.name for each in settings if each.is_required],
        "additionalProperties": False,
    }


def values_of(part: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """The given settings of a part as the engine keeps them."""
    return {each.name: each.kind.read(given[each.name]) for each in settings_of(part) if each.name in given}


def read(part: type[Made], given: Mapping[str, Any]) -> Made:
    """The part with the given settings; the others as they are by default."""
    return part(**values_of(part, given))


@dataclass(frozen=True)
class Part(Kind):
    """Settings below a heading of their own. `is_partial`: only what is given counts, without defaults."""

    of: type
    is_partial: bool = False
    form = "parts"

    def schema(self) -> Schema:
        return schema_of(self.of)

    def read(self, given: Any) -> Any:
        return values_of(self.of, given or {}) if self.is_partial else read(self.of, given or {})
