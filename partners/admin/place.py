"""Form fields for places: chosen from or checked against the standards' lists."""

from typing import Any

import pycountry
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from prm.console.fields import LongSelect
from prm.country_names import countries_by_name

COUNTRY = _("Country")


def countries() -> tuple[tuple[str, str], ...]:
    """ISO 3166-1 codes with names in the reader's language, by name."""
    return countries_by_name(translation.get_language() or "en")


def country_field(label: Any = COUNTRY, **options: Any) -> forms.ChoiceField:
    """A country, or none."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=lambda: [("", "–"), *countries()],
        widget=LongSelect(),
        **options,
    )


class RegionField(forms.CharField):
    """An ISO 3166-2 code such as US-TX, checked against the standard's list."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Region"))
        widget = UnfoldAdminTextInputWidget(attrs={"placeholder": "US-TX", "autocapitalize": "characters"})
        super().__init__(required=False, max_length=6, widget=widget, **options)

    def clean(self, value: Any) -> str:
        code = str(super().clean(value)).upper()
        if code and pycountry.subdivisions.get(code=code) is None:
            raise ValidationError(
                _("“%(code)s” is no ISO 3166-2 region; an example is US-TX."), params={"code": code}
            )
        return code


def check_region_lies_in(form: forms.BaseForm, country: str, region: str) -> None:
    """Say so beside the region when it belongs to another country."""
    if country and region and not region.startswith(f"{country}-"):
        form.add_error(
            "region", _("%(region)s is not in %(country)s.") % {"region": region, "country": country}
        )
