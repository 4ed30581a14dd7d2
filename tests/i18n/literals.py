"""Words that a reader would see and no translation reaches: in templates and in Python."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from prm.local.messages import REPOSITORY, source_files

WORD = re.compile(r"[^\W\d_]{2,}")
TAGS = re.compile(
    r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{#.*?#}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
READ_ALOUD = {"alt", "title", "placeholder", "label", "aria-label", "aria-description", "data-label"}

# The same in every language: an HTTP header to copy, attributes kept in a file of their own.
SAME_EVERYWHERE = re.compile(r"Authorization: Bearer|hx-")

ERRORS = {"InvalidInput", "NotPossible", "NotFound", "NotAllowed", "FieldError", "ValidationError"}
NOTES = {"success", "error", "warning", "info", "message_user"}
SHOWN = {"label", "help_text", "verbose_name", "verbose_name_plural", "short_description", "empty_label"}
# What developers read stays English: the API and its schema, commands, invented data.
NOT_PAGES = re.compile(r"/migrations/|/api/|/management/|^prm/(local|demo)/")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_code = tag in ("script", "style")
        for name, value in attrs:
            if name in READ_ALOUD and value and WORD.search(value):
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        self.is_code = False

    def handle_data(self, data: str) -> None:
        if not self.is_code and WORD.search(data):
            self.found.append((self.getpos()[0], data.strip()))


def literals_of_template(text: str) -> list[tuple[int, str]]:
    """Line and words of each text, or attribute that is read aloud, outside the tags of a template."""
    parser = _Words()
    parser.feed(TAGS.sub(lambda tag: "\n" * tag[0].count("\n"), text))
    return [(line, words) for line, words in parser.found if not SAME_EVERYWHERE.match(words)]


def literals_of_python(text: str) -> Iterator[tuple[int, str]]:
    """Line and words of each plain string where forms, models, errors and notes put what people read."""
    for call in ast.walk(ast.parse(text)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        is_log = isinstance(call.func, ast.Attribute) and "log" in ast.unparse(call.func.value).lower()
        shown = [keyword.value for keyword in call.keywords if keyword.arg in SHOWN]
        if name in ERRORS or (name in NOTES and not is_log):
            shown += [argument for argument in call.args if _has_a_space(argument)]
        for node in shown:
            if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and _words(node.value)):
                yield node.lineno, ast.unparse(node)


def untranslatable() -> Iterator[str]:
    """Each of them as `file:line words`."""
    for path in source_files():
        place, text = path.relative_to(REPOSITORY).as_posix(), path.read_text(encoding="utf-8")
        is_page = not NOT_PAGES.search(place)
        found = literals_of_template(text) if path.suffix != ".py" else literals_of_python(text)
        yield from (f"{place}:{line} {words}" for line, words in found if is_page or path.suffix != ".py")


def _words(value: object) -> bool:
    return isinstance(value, str) and bool(WORD.search(value))


def _has_a_space(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_has_a_space(part) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
