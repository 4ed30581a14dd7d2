"""Form fields that several pages of the console use."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """IANA zones people live in, by name."""
    lived_in = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return (("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in sorted(lived_in)))


def zone_field(**options: Any) -> forms.ChoiceField:
    """A time zone."""
    return forms.ChoiceField(label=_("Time zone"), choices=zones, widget=UnfoldAdminSelectWidget(), **options)
