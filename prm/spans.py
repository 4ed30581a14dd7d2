"""Spans of time in the viewer's language."""

from babel import Locale
from babel.units import format_unit
from django.utils import translation

UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def duration(seconds: int) -> str:
    """A span of the terms, in one unit and in full words: "48 hours"."""
    name, size = next((name, size) for name, size in UNITS if seconds % size == 0 and seconds >= size)
    if name == "day" and seconds <= 2 * 86_400:
        name, size = "hour", 3600
    locale = Locale.parse(translation.get_language() or "en", sep="-")
    return str(format_unit(seconds // size, f"duration-{name}", "long", locale=locale))
