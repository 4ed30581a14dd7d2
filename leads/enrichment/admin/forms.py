"""The forms of enrichment: what is on, a new source, a source, and a try."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leads.enrichment.asked.address import NAMES
from leads.enrichment.chain import providers
from leads.enrichment.models import MOST_CACHE_HOURS, EnrichmentSource
from leads.enrichment.selectors.sources import FILLABLE
from leads.fields.catalogue import LABELS, LEAD
from leads.inbound.services.save_source import wrong_expression
from prm.platform.tenants.models import Vendor

TEXT = {"class": "c-input"}
SHORT = {"class": "c-input c-input-short"}
CODE = {"class": "c-input c-code", "spellcheck": "false", "autocomplete": "off"}
ADDRESS_HELP = gettext_lazy(
    "Put {domain}, {company}, {country}, {email} or {phone} where the lead’s value belongs. "
    "Only what you name here is sent."
)


class EnrichmentForm(forms.Form):
    """Which offline providers are on, and how long a lead waits."""

    def __init__(self, data: Any, vendor: Vendor) -> None:
        super().__init__(data)
        for one in providers():
            self.fields[f"on-{one.name}"] = forms.BooleanField(
                label=str(one.words),
                required=False,
                initial=one.name not in vendor.enrichment_off,
                disabled=not one.is_optional,
                help_text="" if one.is_optional else gettext_lazy("Territories and distances need it."),
            )
        self.fields["enrichment_milliseconds"] = forms.IntegerField(
            label=gettext_lazy("Wait for sources at most (milliseconds)"),
            min_value=100,
            max_value=5000,
            initial=vendor.enrichment_milliseconds,
            widget=forms.NumberInput(SHORT),
            help_text=gettext_lazy("After that a lead is routed with what is known."),
        )

    def off(self) -> list[str]:
        """Names of the providers that are switched off; once the form is valid."""
        return [one.name for one in providers() if not self.cleaned_data[f"on-{one.name}"]]


class NewSourceForm(forms.Form):
    """What a source is called, and where it is asked."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60, widget=forms.TextInput(TEXT))
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        widget=forms.TextInput({**CODE, "placeholder": "https://data.example.com/companies?domain={domain}"}),
        help_text=ADDRESS_HELP,
    )


class SourceForm(NewSourceForm):
    """Everything of a source that can be changed."""

    header = forms.CharField(
        label=gettext_lazy("Header of the key"), max_length=80, widget=forms.TextInput(CODE)
    )
    secret = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput({**TEXT, "autocomplete": "off"}),
        help_text=gettext_lazy("As the header has it, such as “Bearer abc”. Left empty, it stays as it is."),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Position"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(SHORT),
        help_text=gettext_lazy(
            "All are asked at the same time. Where several answer, the lowest position wins."
        ),
    )
    cache_hours = forms.IntegerField(
        label=gettext_lazy("Keep answers for (hours)"),
        min_value=0,
        max_value=MOST_CACHE_HOURS,
        widget=forms.NumberInput(SHORT),
        help_text=gettext_lazy("One hour at most where the address has {email} or {phone}."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("Active"), required=False)

    def __init__(self, data: Any, source: EnrichmentSource) -> None:
        super().__init__(
            data, initial={name: getattr(source, name) for name in self.base_fields if name != "secret"}
        )
        for name in FILLABLE:
            self.fields[f"map-{name}"] = forms.CharField(
                label=LABELS[name],
                max_length=400,
                required=False,
                initial=source.mapping.get(name, ""),
                widget=forms.TextInput({**CODE, "list": "places"}),
            )

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        for name in FILLABLE:
            text = clean.get(f"map-{name}")
            if text and (why := wrong_expression(text)):
                self.add_error(f"map-{name}", why)
        return clean

    def settings(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    def lines(self) -> list[forms.BoundField]:
        return [self[f"map-{name}"] for name in FILLABLE]

    def given(self) -> dict[str, Any]:
        """What was entered, as the service takes it; once the form is valid."""
        clean = self.cleaned_data
        given = {name: clean[name] for name in self.base_fields if name != "secret"}
        given["mapping"] = {name: clean[f"map-{name}"] for name in FILLABLE if clean[f"map-{name}"]}
        return given


class TryForm(forms.Form):
    """About whom to ask now."""

    def __init__(self, data: Any, names: list[str]) -> None:
        super().__init__(data, prefix="try")
        fields = {"domain": "website"}
        for name in dict.fromkeys(fields.get(name, name) for name in names if name in NAMES):
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                max_length=200,
                widget=forms.TextInput({**TEXT, "placeholder": LEAD[name].example or ""}),
            )
