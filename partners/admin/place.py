"""Form fields for places: chosen from a list, or typed by name."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from prm.platform.cleaning.place import clean_region, clean_territory_region
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.subdivisions import region_codes
from prm.platform.console.fields import LongSelect
from prm.platform.country_names import countries_by_name, region_name

COUNTRY = _("Country")


def countries() -> tuple[tuple[str, str], ...]:
    """Countries' codes with names in the reader's language, by name."""
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
    """A region by its name or code; kept as its code once the form has read it with the country."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Region"))
        widget = UnfoldAdminTextInputWidget(attrs={"placeholder": _("Such as Texas"), "autocomplete": "off"})
        super().__init__(required=False, max_length=100, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """The name of a code, where it reads back as the same region."""
        if value not in region_codes():
            return value
        name = region_name(value)
        return name if _reads_as(name, value) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A code and its name are the same."""
        return super().has_changed(self.prepare_value(initial), data)


def read_region(form: forms.BaseForm, cleaned: dict[str, Any], country: str, region: str) -> None:
    """Put the code in place of the name that was typed; say beside the field what is wrong with it."""
    typed = cleaned.get(region)
    if not typed:
        return
    try:
        cleaned[region] = clean_region(typed, cleaned.get(country, ""))
    except Refused as refused:
        form.add_error(region, refused.message)
        return
    cleaned[country] = cleaned.get(country) or cleaned[region].partition("-")[0]


def _reads_as(name: str, code: str) -> bool:
    try:
        return clean_territory_region(name, code.partition("-")[0]) == code
    except Refused:
        return False
