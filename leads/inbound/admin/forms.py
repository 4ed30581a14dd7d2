"""The forms of a source: its settings, and its mapping as one line a field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.fields.catalogue import LABELS, LEAD_FIELDS
from leads.inbound.models import InboundSource, Signature
from leads.inbound.presets import PRESETS
from leads.inbound.services.save_source import wrong_expression

TEXT = {"class": "c-input"}
CODE = {"class": "c-input c-code", "spellcheck": "false", "autocomplete": "off", "list": "places"}
FIELDS = tuple(name for name in LEAD_FIELDS if name != "custom")
SPARE_LINES = 3


class NewSourceForm(forms.Form):
    """What sends, and what it is called here."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, widget=forms.TextInput(TEXT))
    preset = forms.ChoiceField(
        label=gettext_lazy("Sent by"), widget=forms.Select({"class": "c-select"}), choices=()
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["preset"].choices = [(one.slug, one.title) for one in PRESETS]  # type: ignore[attr-defined]


class SourceForm(forms.Form):
    """Everything of a source that can be changed."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, widget=forms.TextInput(TEXT))
    is_active = forms.BooleanField(label=gettext_lazy("Active"), required=False)
    signature = forms.ChoiceField(
        label=gettext_lazy("Signature"), choices=Signature.choices, widget=forms.Select({"class": "c-select"})
    )
    signature_header = forms.CharField(
        label=gettext_lazy("Header of the signature"),
        max_length=80,
        required=False,
        widget=forms.TextInput(TEXT),
        help_text=gettext_lazy("Such as X-Hub-Signature-256. HubSpot’s and LinkedIn’s are known."),
    )
    secret = forms.CharField(
        label=gettext_lazy("Secret of the signature"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput({**TEXT, "autocomplete": "off"}),
        help_text=gettext_lazy("Left empty, it stays as it is."),
    )
    thanks_url = forms.URLField(
        label=gettext_lazy("Page to show after a form"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(TEXT),
        help_text=gettext_lazy("Where a browser goes that has posted a form."),
    )
    keeps_days = forms.IntegerField(
        label=gettext_lazy("Keep payloads for (days)"),
        min_value=1,
        max_value=90,
        widget=forms.NumberInput({"class": "c-input c-input-short"}),
    )
    leads_path = forms.CharField(
        label=gettext_lazy("Where the leads are"),
        max_length=200,
        required=False,
        widget=forms.TextInput(CODE),
        help_text=gettext_lazy("Empty: the payload is one lead. data[] means each item of “data”."),
    )
    keeps_others = forms.BooleanField(
        label=gettext_lazy("Keep all other values as custom fields"), required=False
    )
    left_out = forms.CharField(
        label=gettext_lazy("Except"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({**TEXT, "rows": 3}),
        help_text=gettext_lazy("One path a line; * stands for anything."),
    )

    def __init__(self, data: Any, source: InboundSource) -> None:
        initial = {name: getattr(source, name) for name in self.base_fields if name != "secret"}
        super().__init__(data, initial=initial)
        self.source = source
        for name in FIELDS:
            self._add_line(f"map-{name}", str(LABELS[name]), source.mapping.get(name, ""))
        custom = [*source.custom.items(), *[("", "")] * SPARE_LINES]
        for place, (name, text) in enumerate(custom):
            self._add_line(f"name-{place}", _("Custom field"), name, longest=100, attrs=TEXT)
            self._add_line(f"custom-{place}", _("Value of the custom field"), text)
        self.custom_lines = len(custom)

    def _add_line(self, name: str, label: str, value: str, *, longest: int = 400, attrs: Any = CODE) -> None:
        self.fields[name] = forms.CharField(
            label=label, max_length=longest, required=False, initial=value, widget=forms.TextInput(attrs)
        )

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        for name, text in list(clean.items()):
            if name.startswith(("map-", "custom-")) and text and (why := wrong_expression(text)):
                self.add_error(name, why)
        return clean

    def settings(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "is_active", "keeps_days", "thanks_url")]

    def security(self) -> list[forms.BoundField]:
        return [self[name] for name in ("signature", "signature_header", "secret")]

    def lines(self) -> list[forms.BoundField]:
        return [self[f"map-{name}"] for name in FIELDS]

    def custom_pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"name-{place}"], self[f"custom-{place}"]) for place in range(self.custom_lines)]

    def given(self) -> dict[str, Any]:
        """What was entered, as the service takes it; once the form is valid."""
        clean = self.cleaned_data
        pairs = [(clean[f"name-{n}"].strip(), clean[f"custom-{n}"]) for n in range(self.custom_lines)]
        given = {name: clean[name] for name in self.base_fields}
        given["secret"] = clean["secret"] or self.source.secret
        given["mapping"] = {name: clean[f"map-{name}"] for name in FIELDS if clean[f"map-{name}"]}
        given["custom"] = {name: text for name, text in pairs if name and text}
        return given
