"""Form fields that several pages of the console use."""

from functools import cache, lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """IANA zones people live in, by name."""
    lived_in = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return (("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in sorted(lived_in)))


def zone_field(**options: Any) -> forms.ChoiceField:
    """A time zone."""
    return forms.ChoiceField(label=_("Time zone"), choices=zones, widget=LongSelect(), **options)


class LongSelect(UnfoldAdminSelectWidget):  # type: ignore[misc]
    """A choice among hundreds: its options are written once, not through a template for each."""

    template_name = "console/widgets/long_select.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = forms.Widget.get_context(self, name, value, attrs)
        plain = conditional_escape("" if value is None else value)
        written = _options(tuple((str(key), str(label)) for key, label in self.choices))
        chosen = written.replace(f'value="{plain}">', f'value="{plain}" selected>', 1)
        context["widget"]["options"] = mark_safe(chosen)
        return context


@lru_cache(maxsize=16)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    return format_html_join("", '<option value="{}">{}</option>', choices)
