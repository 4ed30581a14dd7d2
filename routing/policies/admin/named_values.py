"""Values of conditions by name: shown as names, typed as names or codes, stored as codes."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partners.models import Partner, Territory
from prm.platform.country_names import regions_by_name
from routing.engine.conditions import FIELD_LISTS
from routing.policies.admin.conditions import Row
from routing.policies.selectors.policy_names import PolicyNames

WITH_CODE: Final = re.compile(r".*\(([^()]+)\)")
BY_NAME: Final = ("eq", "ne", "in", "not_in", "includes")
MOST_SUGGESTED: Final = 2000


def leaves(row: Row | None) -> Iterator[Row]:
    """Every comparison below a row."""
    if row is not None and not row.is_group:
        yield row
    for child in row.children if row is not None else ():
        yield from leaves(child)


def show_names(root: Row | None, names: PolicyNames) -> Row | None:
    """The rows of a stored condition with names in place of codes."""
    for row, list_name in _named(root):
        row.value = ", ".join(_typed(names, list_name, code) for code in row.value.split(", ") if code)
    return root


def with_codes(root: Row | None, names: PolicyNames) -> Row | None:
    """A copy of the rows as typed, with codes in place of names; what is not found is told on the row."""
    copy = deepcopy(root)
    for (row, list_name), (typed, _list) in zip(_named(copy), _named(root), strict=True):
        codes = []
        for text in _parts(row, list_name, names):
            found = _found(names, list_name, text)
            if len(found) != 1:
                typed.errors.append(_problem(names, list_name, text, found))
            codes += found[:1] or [text]
        row.value = ", ".join(codes)
    return copy


def suggestions(names: PolicyNames) -> dict[str, list[str]]:
    """Values to choose from while typing, by field; regions of the countries the vendor has partners in."""
    found = {
        field: [str(name) for name in names.all(list_name).values()][:MOST_SUGGESTED]
        for field, list_name in FIELD_LISTS.items()
        if list_name not in ("regions", "partners")
    }
    partners = list(names.all("partners").values())[:MOST_SUGGESTED]
    by_partner = {field: partners for field, list_name in FIELD_LISTS.items() if list_name == "partners"}
    return found | by_partner | {"region": _regions_near()}


def _regions_near() -> list[str]:
    countries = {*Partner.objects.values_list("country", flat=True).distinct()[:20]}
    countries |= {*Territory.objects.values_list("country", flat=True).distinct()[:20]}
    language = get_language() or "en"
    named = (name for code in sorted(countries - {""}) for _code, name in regions_by_name(code, language))
    return list(dict.fromkeys(named))[:MOST_SUGGESTED]


def _named(root: Row | None) -> Iterator[tuple[Row, str]]:
    for row in leaves(root):
        if row.field in FIELD_LISTS and row.op in BY_NAME:
            yield row, FIELD_LISTS[row.field]


def _typed(names: PolicyNames, list_name: str, code: str) -> str:
    """The name that leads back to the code; with the code in brackets where others have the name too."""
    name = names.of(list_name, code)
    if list_name == "regions":
        name = name.split(",", maxsplit=1)[0]
    return name if names.find(list_name, name) in ([code], [code.upper()]) else f"{name} ({code})"


def _parts(row: Row, list_name: str, names: PolicyNames) -> list[str]:
    """The values of a row: parted by commas, but for names that have a comma in them."""
    if not row.takes_several:
        return [row.value.strip()] if row.value.strip() else []
    pieces = [piece.strip() for piece in row.value.split(",") if piece.strip()]
    parts: list[str] = []
    while pieces:
        sizes = range(len(pieces), 1, -1)
        longest = next((n for n in sizes if _found(names, list_name, ", ".join(pieces[:n]))), 1)
        parts.append(", ".join(pieces[:longest]))
        pieces = pieces[longest:]
    return parts


def _found(names: PolicyNames, list_name: str, text: str) -> list[str]:
    found = names.find(list_name, text)
    matched = WITH_CODE.fullmatch(text)
    return found if found or not matched else names.find(list_name, matched[1])


def _problem(names: PolicyNames, list_name: str, text: str, found: list[str]) -> str:
    if found:
        several = " / ".join(f"{names.of(list_name, code)} ({code})" for code in found)
        return _("“%(text)s” is ambiguous. Choose one of: %(several)s.") % {"text": text, "several": several}
    near = " / ".join(names.near(list_name, text))
    if near:
        return _("Unknown: “%(text)s”. Did you mean %(near)s?") % {"text": text, "near": near}
    return _("Unknown: “%(text)s”.") % {"text": text}
