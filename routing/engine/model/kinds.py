"""The kinds of values that a setting can have: how each is checked, read and asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from routing.engine.durations import PATTERN, parse_duration

Schema = dict[str, Any]
Words = Mapping[str, str]
Choices = Callable[[], Words]
Listed = Literal["tiers", "certifications", "products", "verticals", "partners", "pools", "countries"]
Form = Literal[
    "text",
    "duration",
    "whole",
    "number",
    "flag",
    "choice",
    "several",
    "ordered",
    "numbers",
    "parts",
    "rated",
    "none",
]
SLUG: Final = r"^[a-z0-9][a-z0-9_-]{0,62}$"
NAME_SCHEMA: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 200}
SLUG_SCHEMA: Final[Schema] = {"type": "string", "pattern": SLUG}
_ITEMS: Final[Mapping[str, Schema]] = {
    "countries": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "partners": NAME_SCHEMA,
}


def list_schema(items: Schema, **more: Any) -> Schema:
    """A list in which nothing repeats."""
    return {"type": "array", "items": items, "uniqueItems": True, "maxItems": 5000, **more}


class Kind:
    """One kind of value; `form` says by which sort of field it is asked for."""

    form: ClassVar[Form] = "none"

    def schema(self) -> Schema:
        """The JSON Schema of a value."""
        raise NotImplementedError

    def read(self, given: Any) -> Any:
        """The value as the engine keeps it; it has been checked against the schema before."""
        return given

    def parts(self, names: Callable[[Listed], Words]) -> "list[tuple[tuple[str, ...], str | Joined, Kind]]":
        """For the form "parts": path, words and kind of each value inside; `names` knows the lists."""
        return []


@dataclass(frozen=True)
class Joined:
    """Words made of two others: "Training completed: cap"."""

    words: str
    what: str
    part: str


@dataclass(frozen=True)
class Text(Kind):
    """A line of text."""

    form = "text"

    def schema(self) -> Schema:
        return dict(NAME_SCHEMA)


@dataclass(frozen=True)
class Slug(Kind):
    """A word or two joined by hyphens, of the vendor's own."""

    form = "text"

    def schema(self) -> Schema:
        return dict(SLUG_SCHEMA)


@dataclass(frozen=True)
class Duration(Kind):
    """A length of time; kept in seconds."""

    form = "duration"

    def schema(self) -> Schema:
        return {"type": "string", "pattern": PATTERN, "description": "90s, 15m, 4h, 2d or 1w"}

    def read(self, given: Any) -> int:
        return parse_duration(given)


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number."""

    least: int
    most: int = 1_000_000
    form = "whole"

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Number(Kind):
    """A number."""

    least: float
    most: float
    form = "number"

    def schema(self) -> Schema:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Numbers(Kind):
    """Some numbers, kept in rising order."""

    of: Number
    form = "numbers"

    def schema(self) -> Schema:
        return list_schema(self.of.schema(), minItems=1)

    def read(self, given: Any) -> tuple[float, ...]:
        return tuple(sorted(float(each) for each in given))


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no."""

    form = "flag"

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few, each in words."""

    words: Choices
    form = "choice"

    def schema(self) -> Schema:
        return {"enum": sorted(self.words())}


@dataclass(frozen=True)
class Several(Kind):
    """Any of a few, each in words."""

    words: Choices
    form = "several"

    def schema(self) -> Schema:
        return list_schema({"enum": sorted(self.words())})

    def read(self, given: Any) -> frozenset[str]:
        return frozenset(given)


@dataclass(frozen=True)
class InOrder(Kind):
    """Some of a few, the most important first."""

    words: Choices
    form = "ordered"

    def schema(self) -> Schema:
        return list_schema({"enum": sorted(self.words())})

    def read(self, given: Any) -> tuple[str, ...]:
        return tuple(given)


@dataclass(frozen=True)
class OneOf(Kind):
    """One entry of a list of the vendor's, such as a pool."""

    of: Listed
    form = "choice"

    def schema(self) -> Schema:
        return dict(SLUG_SCHEMA)


@dataclass(frozen=True)
class AnyOf(Kind):
    """Entries of a list of the vendor's, such as its tiers; `is_ordered` where their order matters."""

    of: Listed
    is_ordered: bool = False
    form = "several"

    def schema(self) -> Schema:
        return list_schema(_ITEMS.get(self.of, SLUG_SCHEMA))

    def read(self, given: Any) -> tuple[str, ...]:
        return tuple(given)


@dataclass(frozen=True)
class NumberForEach(Kind):
    """A number for each entry of a list of the vendor's; kept in the order of names."""

    of: Listed
    number: Number
    words: str = ""
    form: ClassVar[Form] = "parts"

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.number.schema()}

    def read(self, given: Any) -> tuple[tuple[str, float], ...]:
        return tuple(sorted((name, float(each)) for name, each in given.items()))

    def parts(self, names: Callable[[Listed], Words]) -> list[tuple[tuple[str, ...], str | Joined, Kind]]:
        told = names(self.of).items()
        return [
            ((slug,), Joined("%(what)s: %(part)s", name, self.words) if self.words else name, self.number)
            for slug, name in told
        ]


@dataclass(frozen=True)
class NumberFor(NumberForEach):
    """A number for a few entries of a long list of the vendor's: typed by name."""

    form: ClassVar[Form] = "rated"


@dataclass(frozen=True)
class WholeForEach(Kind):
    """A whole number for each of a few, each in words; kept in the order of names."""

    words: Choices
    number: Whole
    form = "parts"

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": {"enum": sorted(self.words())},
            "additionalProperties": self.number.schema(),
            "minProperties": 1,
        }

    def read(self, given: Any) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(given.items()))

    def parts(self, names: Callable[[Listed], Words]) -> list[tuple[tuple[str, ...], str | Joined, Kind]]:
        return [((code,), words, self.number) for code, words in self.words().items()]
