"""Durations as policies write them: `90s`, `15m`, `4h`, `2d`, `1w`."""

import re
from typing import Final

SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
PATTERN: Final = r"^[1-9][0-9]{0,8}[smhdw]$"
LONGEST_SECONDS: Final = 10 * 366 * 86_400


def parse_duration(text: str) -> int:
    """Seconds in a duration; raises ValueError for anything not written as documented."""
    if not isinstance(text, str) or not re.fullmatch(PATTERN, text):
        raise ValueError(f"{text!r} is not a duration such as 90s, 15m, 4h or 2d")
    seconds = int(text[:-1]) * SECONDS[text[-1]]
    if seconds > LONGEST_SECONDS:
        raise ValueError(f"{text!r} is longer than ten years")
    return seconds


def format_duration(seconds: int) -> str:
    """The shortest text that `parse_duration` reads back as the same number of seconds."""
    for unit in ("w", "d", "h", "m"):
        if seconds and seconds % SECONDS[unit] == 0:
            return f"{seconds // SECONDS[unit]}{unit}"
    return f"{seconds}s"
