"""What fills a field: a path, a constant, several joined with `+`, or the first that is there with `|`.

email | contact.email
first_name + " " + last_name
"typeform-" + form_response.token
first_word(full_name)
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext

from leads.inbound.paths import Path, Place, WrongPath, as_text, find, path_at

LONGEST = 400
_DEEPEST = 10


@dataclass
class Found:
    """The payload, and which places of it have been used."""

    data: Any
    used: set[Place] = field(default_factory=set)


class Expression(Protocol):
    """Something that has a value for a payload; None where it has none."""

    def value(self, found: Found) -> Any: ...


@dataclass(frozen=True)
class Constant:
    """A text that is always the same."""

    text: str

    def value(self, found: Found) -> Any:
        return self.text


@dataclass(frozen=True)
class At:
    """What is at a path: a value, or the list of them where there are several."""

    path: Path

    def value(self, found: Found) -> Any:
        places = list(find(found.data, self.path))
        found.used.update(place for place, _ in places)
        values = [value for _, value in places if not is_blank(value)]
        return None if not values else values[0] if len(values) == 1 else values


@dataclass(frozen=True)
class Joined:
    """Texts one after the other; nothing where all but the constants have no value."""

    parts: Sequence[Expression]

    def value(self, found: Found) -> Any:
        values = [part.value(found) for part in self.parts]
        varying = [v for v, part in zip(values, self.parts, strict=True) if not isinstance(part, Constant)]
        if varying and all(map(is_blank, varying)):
            return None
        return "".join(map(as_text, values)).strip()


@dataclass(frozen=True)
class First:
    """The first that has a value. The others count as used, too: they mean the same."""

    choices: Sequence[Expression]

    def value(self, found: Found) -> Any:
        values = [choice.value(found) for choice in self.choices]
        return next((value for value in values if not is_blank(value)), None)


@dataclass(frozen=True)
class Made:
    """A text that a function makes of another."""

    function: Callable[[str], str]
    of: Expression

    def value(self, found: Found) -> Any:
        value = self.of.value(found)
        return None if is_blank(value) else self.function(as_text(value).strip())


def is_blank(value: Any) -> bool:
    """Whether there is nothing to read. An object is no value of a field."""
    return value is None or isinstance(value, Mapping) or (isinstance(value, str | list) and not value)


FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "first_word": lambda text: text.partition(" ")[0],
    "other_words": lambda text: text.partition(" ")[2].strip(),
}


def read_expression(text: str) -> Expression:
    """The expression. Raises WrongPath with words for whoever wrote it."""
    reader = _Reader(text)
    read = reader.first_of(1)
    reader.skip_space()
    if reader.here != len(text):
        raise WrongPath(gettext("“%(text)s” is not understood.") % {"text": text[reader.here :][:40]})
    return read


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise WrongPath(gettext("Write at most %(most)d characters.") % {"most": LONGEST})
        self.text, self.here = text, 0

    def first_of(self, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise WrongPath(gettext("There are too many brackets in each other."))
        choices = [self.joined(depth)]
        while self.takes("|"):
            choices.append(self.joined(depth))
        return choices[0] if len(choices) == 1 else First(choices)

    def joined(self, depth: int) -> Expression:
        parts = [self.term(depth)]
        while self.takes("+"):
            parts.append(self.term(depth))
        return parts[0] if len(parts) == 1 else Joined(parts)

    def term(self, depth: int) -> Expression:
        self.skip_space()
        if self.takes("("):
            return self.closed(depth)
        if constant := re.compile(r'"([^"]*)"').match(self.text, self.here):
            self.here = constant.end()
            return Constant(constant[1])
        if function := re.compile(r"(\w+)\(").match(self.text, self.here):
            return self.made(function, depth)
        path, self.here = path_at(self.text, self.here)
        return At(path)

    def made(self, function: re.Match[str], depth: int) -> Expression:
        if function[1] not in FUNCTIONS:
            names = ", ".join(FUNCTIONS)
            raise WrongPath(
                gettext("“%(name)s” is no function. There are: %(names)s.")
                % {"name": function[1], "names": names}
            )
        self.here = function.end()
        return Made(FUNCTIONS[function[1]], self.closed(depth))

    def closed(self, depth: int) -> Expression:
        inner = self.first_of(depth + 1)
        if not self.takes(")"):
            raise WrongPath(gettext("A closing bracket is missing."))
        return inner

    def takes(self, sign: str) -> bool:
        self.skip_space()
        if self.text.startswith(sign, self.here):
            self.here += len(sign)
            return True
        return False

    def skip_space(self) -> None:
        while self.here < len(self.text) and self.text[self.here].isspace():
            self.here += 1
