"""A claim on an account."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.widgets import LongSelect
from prm.platform import formats
from prm.platform.formats import countries

ORDER = (
    *("company", "website", "country", "products", "estimated_value", "currency", "closes_on"),
    *("contact_name", "contact_email", "contact_phone", "notes"),
)


class DealForm(forms.Form):
    """What a partner registers."""

    company = forms.CharField(label=_("Company"), max_length=200)
    website = forms.CharField(
        label=_("Website"),
        max_length=500,
        required=False,
        help_text=_("Helps us find the right company."),
    )
    country = forms.ChoiceField(label=_("Country"), widget=LongSelect)
    products = forms.MultipleChoiceField(
        label=_("Products"), required=False, widget=forms.CheckboxSelectMultiple
    )
    estimated_value = forms.DecimalField(
        label=_("Estimated value"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    closes_on = forms.DateField(
        label=_("Expected to close"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    contact_name = forms.CharField(label=_("Contact there"), max_length=200, required=False)
    contact_email = forms.EmailField(label=_("Contact’s e-mail"), max_length=254, required=False)
    contact_phone = forms.CharField(
        label=_("Contact’s phone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )
    notes = forms.CharField(
        label=_("Stage and next step"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        products: list[tuple[str, str]],
        country: str = "",
        currencies: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choices_of("country", [("", "–"), *countries()])
        self.choices_of("products", products)
        self.choices_of("currency", formats.currencies(currencies))
        self.fields["country"].initial = self.initial.get("country") or country
        self.order_fields(ORDER)

    def choices_of(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """What a field offers: known only with the request."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def data_for(self, currency: str) -> dict[str, Any]:
        """As `register_deal` takes it: nothing where nothing was written."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])}
        if "estimated_value" in given:
            given["estimated_value"] = str(given["estimated_value"])
            given.setdefault("currency", currency)
        else:
            given.pop("currency", None)
        return given
