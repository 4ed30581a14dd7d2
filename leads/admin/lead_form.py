"""The form in which a channel manager enters or corrects a lead: the posted fields, in groups.

What is typed is read as a post would be, so the form itself checks nothing: "Texas", "$40k" and "next
quarter" are as good here as there.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leads.fields.catalogue import LABELS, LEAD
from leads.models import Lead, LeadMark
from partners.models import Product, Vertical
from prm.platform import formats

GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (
        _("Who"),
        ("company", "website", "first_name", "last_name", "job_title", "email", "phone", "employees"),
    ),
    (_("Where"), ("country", "region", "city", "postal_code", "languages", "time_zone")),
    (
        _("What they want"),
        (
            "need",
            "need_category",
            "products",
            "industry",
            "timeline",
            "estimated_value",
            "budget_amount",
            "budget_confirmed",
            "currency",
            "authority",
            "intent_score",
            "marks",
        ),
    ),
    (_("Where it came from"), ("source", "campaign", "partner_campaign", "external_id")),
)
NAMES = tuple(name for _title, names in GROUPS for name in names)


class LeadForm(forms.Form):
    """Every field that a person can sensibly type. `initial`: what the lead holds already, if it is one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            field = _field(name, held=self.initial.get(name))
            field.label, field.help_text = str(capfirst(LABELS[name])), str(LEAD[name].help)
            self.fields[name] = field

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        for title, names in GROUPS:
            yield str(title), [self[name] for name in names]

    def given(self) -> dict[str, Any]:
        """What was filled in, as one would post it."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", [], None)}

    def changes(self, lead: Lead) -> dict[str, Any]:
        """What differs from the lead; None for a field that was emptied."""
        before = typed(lead)
        return {
            name: value if value not in ("", [], None) else None
            for name, value in self.cleaned_data.items()
            if _comparable(value) != _comparable(before[name])
        }


def typed(lead: Lead) -> dict[str, Any]:
    """The lead's values as the form holds them."""
    return {name: _typed(getattr(lead, name)) for name in NAMES}


def _typed(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _comparable(value: Any) -> Any:
    """A browser sends lines ending in CR and LF, and ticked boxes in the order of the list."""
    return set(value) if isinstance(value, list) else value.replace("\r\n", "\n").strip()


def _with_held(listed: list[tuple[str, str]], held: Any) -> list[tuple[str, str]]:
    """The list, with what the lead holds although it left the list since: a save must not drop it."""
    slugs = {slug for slug, _name in listed}
    kept = held if isinstance(held, list) else [held] if held else []
    return [*listed, *((value, value) for value in kept if value not in slugs)]


def _field(name: str, *, held: Any) -> forms.Field:
    text = {"class": "c-input", "autocomplete": "off"}
    select = {"class": "c-select"}
    match name:
        case "need":
            area = forms.Textarea({"class": "c-input", "rows": 4})
            return forms.CharField(required=False, max_length=5000, widget=area)
        case "country":
            choices = [("", "–"), *formats.countries()]
            return forms.ChoiceField(required=False, choices=choices, widget=forms.Select(select))
        case "budget_confirmed":
            answers = [("", _("Not known")), ("true", _("Yes")), ("false", _("No"))]
            return forms.ChoiceField(required=False, choices=answers, widget=forms.Select(select))
        case "products":
            listed = list(Product.objects.values_list("slug", "name"))
            return AnyOf(_with_held(listed, held)) if listed else Items()
        case "industry":
            listed = list(Vertical.objects.values_list("slug", "name"))
            if listed:
                choices = [("", "–"), *_with_held(listed, held)]
                return Among(required=False, choices=choices, widget=forms.Select(select))
        case "marks":
            listed = list(LeadMark.objects.values_list("slug", "name"))
            return AnyOf(_with_held(listed, held)) if listed else Items()
        case "languages":
            return Items()
    return forms.CharField(required=False, max_length=LEAD[name].most or None, widget=forms.TextInput(text))


class Among(forms.ChoiceField):
    """One of a list, or another: whoever reads the post says what is wrong with it."""

    def valid_value(self, value: Any) -> bool:
        return True


class AnyOf(forms.MultipleChoiceField):
    """Several of a list, or others, as `Among`."""

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__(
            required=False, choices=choices, widget=forms.CheckboxSelectMultiple({"class": "c-checks"})
        )

    def valid_value(self, value: Any) -> bool:
        return True


class Items(forms.CharField):
    """A list typed with commas."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.TextInput({"class": "c-input"}))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [part.strip() for part in str(value or "").split(",") if part.strip()]
