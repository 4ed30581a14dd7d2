"""Which field a column of a file probably holds, from its name."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from prm.platform.cleaning.text import fold_marks
from prm.platform.sheets.kinds import Column

SURE = 90.0
_NOT_A_LETTER = re.compile(r"[\W_]+")


def guess_columns(header: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """The field of each column of the header, or "". Of two columns for one field the surer one has it."""
    names = {word: column.name for column in columns for word in _words(column)}
    scored = [(place, *_best(name, names)) for place, name in enumerate(header)]
    found = [""] * len(header)
    for place, field, _score in sorted(scored, key=lambda one: (-one[2], one[0])):
        if field and field not in found:
            found[place] = field
    return found


def _best(name: str, names: dict[str, str]) -> tuple[str, float]:
    folded = _folded(name)
    if folded in names:
        return names[folded], 101.0
    best = process.extractOne(folded, list(names), scorer=fuzz.ratio, score_cutoff=SURE) if folded else None
    return (names[best[0]], best[1]) if best is not None else ("", 0.0)


def _words(column: Column) -> list[str]:
    return [_folded(word) for word in (column.name, str(column.label), *column.words)]


def _folded(name: str) -> str:
    return _NOT_A_LETTER.sub(" ", fold_marks(name)).strip()
