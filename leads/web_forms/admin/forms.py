"""The editor of a form: its settings, and one line for each question that could be asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii
from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.web_forms.models import PartnerUse, WebForm
from leads.web_forms.origins import read_origins
from leads.web_forms.questions import ENTRIES, Question, questions_of
from prm.platform.errors import InvalidInput

TEXT = {"class": "c-input"}
SELECT = {"class": "c-select"}
AUTO = {"class": "c-select c-select-auto"}
SHORT = {"class": "c-input c-input-tiny", "min": 1, "max": 99}
SPARE_LINES = 3
USES = (
    ("", gettext_lazy("Not asked")),
    ("optional", gettext_lazy("Optional")),
    ("required", gettext_lazy("Required")),
)


class NewWebForm(forms.Form):
    """What a new form is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        widget=forms.TextInput(TEXT),
        help_text=gettext_lazy("For yourself, such as “Autumn webinar”."),
    )
    campaign = forms.CharField(
        label=gettext_lazy("Campaign"),
        max_length=200,
        required=False,
        widget=forms.TextInput(TEXT),
        help_text=gettext_lazy("Written into each lead."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.Select(SELECT)
    )


class OriginsField(forms.CharField):
    """Sites, one a line."""

    widget = forms.Textarea({**TEXT, "rows": 3, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        try:
            return read_origins(super().clean(value))
        except InvalidInput as refused:
            raise forms.ValidationError([error.message for error in refused.errors]) from refused


class CopyForm(NewWebForm):
    """What a partner's copy has of its own."""

    language = None  # type: ignore[assignment]
    is_active = forms.BooleanField(label=gettext_lazy("Active"), required=False)
    heading = forms.CharField(
        label=gettext_lazy("Heading"), max_length=200, required=False, widget=forms.TextInput(TEXT)
    )
    intro = forms.CharField(
        label=gettext_lazy("Introduction"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({**TEXT, "rows": 3}),
    )
    allowed_origins = OriginsField(
        label=gettext_lazy("Sites that may embed it"),
        required=False,
        help_text=gettext_lazy("One a line, such as https://www.example.com."),
    )

    def __init__(self, data: Any, form: WebForm) -> None:
        super().__init__(data, initial={name: getattr(form, name, "") for name in self.base_fields})

    def given(self) -> dict[str, Any]:
        """What was entered, as the service takes it."""
        return {name: self.cleaned_data[name] for name in self.base_fields}


@dataclass(frozen=True)
class Line:
    """A question that could be asked, and how it is. `name` is set for a question of one's own."""

    title: str
    use: forms.BoundField
    place: forms.BoundField
    label: forms.BoundField
    help: forms.BoundField
    name: forms.BoundField | None = None

    @property
    def parts(self) -> list[forms.BoundField]:
        """In the order of the columns."""
        return [self.use, self.place, self.label, self.help]


class EditorForm(CopyForm):
    """Everything of a form that can be changed."""

    language = forms.ChoiceField(  # type: ignore[assignment]
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.Select(SELECT)
    )
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=100, required=False, widget=forms.TextInput(TEXT)
    )
    button = forms.CharField(
        label=gettext_lazy("Words on the button"), max_length=60, required=False, widget=forms.TextInput(TEXT)
    )
    consent_text = forms.CharField(
        label=gettext_lazy("Consent text"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({**TEXT, "rows": 3}),
        help_text=gettext_lazy(
            "Stands beside a box. Each lead keeps the words that were shown. Empty: no box."
        ),
    )
    consent_required = forms.BooleanField(label=gettext_lazy("Consent is required"), required=False)
    thanks = forms.CharField(
        label=gettext_lazy("Thank-you text"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({**TEXT, "rows": 2}),
    )
    redirect_url = forms.URLField(
        label=gettext_lazy("Page to show afterwards"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(TEXT),
        help_text=gettext_lazy("Instead of the thank-you text. It has to begin with https://."),
    )
    partner_use = forms.ChoiceField(
        label=gettext_lazy("Use by partners"),
        choices=PartnerUse.choices,
        widget=forms.Select(SELECT),
        help_text=gettext_lazy("Leads from a partner’s own link are that partner’s."),
    )
    most_per_hour = forms.IntegerField(
        label=gettext_lazy("Most posts in an hour"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput({"class": "c-input c-input-short"}),
    )

    def __init__(self, data: Any, form: WebForm, consent_text: str) -> None:
        super().__init__(data, form)
        self.initial["consent_text"] = consent_text
        asked = questions_of(form.questions)
        self.own = [one for one in asked if one.is_own] + [Question("")] * SPARE_LINES
        places = {one.field: place for place, one in enumerate(asked, start=1)}
        by_field = {one.field: one for one in asked}
        for field in ENTRIES:
            self._add_line(field, by_field.get(field), places.get(field))
        for number, one in enumerate(self.own):
            self._add_line(f"own{number}", one if one.field else None, places.get(one.field))
            self.fields[f"name-own{number}"] = forms.CharField(
                required=False, initial=one.field, widget=forms.HiddenInput, max_length=50
            )

    def _add_line(self, key: str, asked: Question | None, place: int | None) -> None:
        use = "" if asked is None else "required" if asked.is_required else "optional"
        self.fields[f"use-{key}"] = forms.ChoiceField(
            label=_("Ask"), choices=USES, required=False, initial=use, widget=forms.Select(AUTO)
        )
        self.fields[f"place-{key}"] = forms.IntegerField(
            label=_("Order"), required=False, initial=place, min_value=1, max_value=99,
            widget=forms.NumberInput(SHORT),
        )  # fmt: skip
        for part, label, most in (("label", _("Other words for it"), 200), ("help", _("Help"), 300)):
            self.fields[f"{part}-{key}"] = forms.CharField(
                label=label,
                required=False,
                max_length=most,
                initial=getattr(asked, f"own_{part}", ""),
                widget=forms.TextInput(TEXT),
            )

    def lines(self) -> list[Line]:
        """A line for each lead field, those that are asked first."""
        places = {field: self.fields[f"place-{field}"].initial or 99 for field in ENTRIES}
        return [
            self._line(field, Question(field).label)
            for field in sorted(ENTRIES, key=lambda field: places[field])
        ]

    def own_lines(self) -> list[Line]:
        """A line for each question of one's own, and some to add more."""
        title = _("Question of your own %(n)d")
        return [self._line(f"own{number}", title % {"n": number + 1}) for number in range(len(self.own))]

    def _line(self, key: str, title: str) -> Line:
        parts = {part: self[f"{part}-{key}"] for part in ("use", "place", "label", "help")}
        name = f"name-{key}"
        return Line(title=capfirst(title), name=self[name] if name in self.fields else None, **parts)

    def settings(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("name", "campaign", "source", "language", "is_active", "most_per_hour")
        ]

    def words(self) -> list[forms.BoundField]:
        names = ("heading", "intro", "button", "consent_text", "consent_required", "thanks", "redirect_url")
        return [self[name] for name in names]

    def sharing(self) -> list[forms.BoundField]:
        return [self[name] for name in ("allowed_origins", "partner_use")]

    def given(self) -> dict[str, Any]:
        """What was entered, as the service takes it."""
        given = super().given()
        given["source"] = given["source"] or "web"
        return {**given, "questions": self.questions()}

    def questions(self) -> list[dict[str, Any]]:
        """What is asked, in order, as the form stores it; of the same number, what was moved there first."""
        keys = [*ENTRIES, *(f"own{number}" for number in range(len(self.own)))]
        asked = [key for key in keys if self.cleaned_data.get(f"use-{key}")]
        asked.sort(key=self._order)
        return [one.stored() for one in self._named(asked)]

    def _order(self, key: str) -> tuple[int, bool]:
        place: int | None = self.cleaned_data.get(f"place-{key}")
        return place or 99, place == self.fields[f"place-{key}"].initial

    def _named(self, keys: list[str]) -> Iterator[Question]:
        for key in keys:
            label, help_ = (self.cleaned_data.get(f"{part}-{key}", "").strip() for part in ("label", "help"))
            name = key if key in ENTRIES else self.cleaned_data.get(f"name-{key}", "")
            if name or label:
                field = name or own_field(label)
                yield Question(field, self.cleaned_data[f"use-{key}"] == "required", label, help_)


def own_field(label: str) -> str:
    """The name of a custom field for a question in somebody's own words: "Stand Nr." is custom.stand_nr."""
    plain = re.sub(r"[^a-z0-9]+", "_", anyascii(label).lower()).strip("_")
    return f"custom.{plain[:40] or 'question'}"


class TestForm(forms.Form):
    """The form's questions, to try what becomes of the answers."""

    def __init__(self, data: Any, questions: list[tuple[Question, list[tuple[str, str]]]]) -> None:
        super().__init__(data)
        for one, choices in questions:
            self.fields[one.field] = _field(one, choices)

    def answers(self) -> dict[str, list[str]]:
        """What was entered, once it is valid."""
        clean = self.cleaned_data
        return {name: value if isinstance(value, list) else [value] for name, value in clean.items()}


def _field(question: Question, choices: list[tuple[str, str]]) -> forms.Field:
    """Nothing is required here: what the form requires, it is to say itself."""
    if question.entry.kind == "choices":
        return forms.MultipleChoiceField(
            label=question.label, choices=choices, required=False, widget=forms.SelectMultiple(SELECT)
        )
    if question.entry.kind == "choice":
        offered = [("", "–"), *choices]
        return forms.ChoiceField(
            label=question.label, choices=offered, required=False, widget=forms.Select(SELECT)
        )
    return forms.CharField(
        label=question.label, max_length=question.most, required=False, widget=forms.TextInput(TEXT)
    )
