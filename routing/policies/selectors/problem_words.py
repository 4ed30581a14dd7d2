"""What is wrong with a policy document, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext

from routing.engine import Problem
from routing.engine.problems import Entry, Listing, Said
from routing.policies.selectors.policy_names import PolicyNames


def tell(problem: Problem, names: PolicyNames) -> Problem:
    """The problem with its words in the active language and nothing left to fill in."""
    values = {name: _told(value, names) for name, value in problem.values.items()}
    words = gettext(problem.words) % values if values else gettext(problem.words)
    return replace(problem, words=words + _suggestion(problem.values, names), values={})


def tell_all(problems: Iterable[Problem], names: PolicyNames) -> list[Problem]:
    """As `tell`, for several."""
    return [tell(problem, names) for problem in problems]


def _told(value: object, names: PolicyNames) -> object:
    if isinstance(value, Said):
        return gettext(value)
    if isinstance(value, Entry):
        return names.of(value.of, value)
    if isinstance(value, Listing):
        return ", ".join(str(_told(each, names)) for each in value)
    return value


def _suggestion(values: Mapping[str, object], names: PolicyNames) -> str:
    """For a name that is not in a list: the names that are like it."""
    if "list" not in values:
        return ""
    near = names.near(str(values["list"]), str(values["name"]))
    return " " + gettext("Did you mean %(names)s?") % {"names": " / ".join(near)} if near else ""
