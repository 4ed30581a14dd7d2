"""What is wrong with a policy document, in the reader's language."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext

from routing.engine import Problem


def tell(problem: Problem) -> Problem:
    """The problem with its words in the active language and nothing left to fill in."""
    words = gettext(problem.words)
    return replace(problem, words=words % problem.values if problem.values else words, values={})


def tell_all(problems: Iterable[Problem]) -> list[Problem]:
    """As `tell`, for several."""
    return [tell(problem) for problem in problems]
