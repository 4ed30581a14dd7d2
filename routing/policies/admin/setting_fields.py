"""Parts of a policy document as forms: each setting says where it is kept and how it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django import forms
from django.utils.translation import gettext_lazy as _

from routing.policies.admin.typed_fields import INPUT, NamesOf, Numbers, NumbersOf, whole
from routing.policies.selectors.policy_names import PolicyNames

Kind = Literal[
    "text",
    "duration",
    "whole",
    "number",
    "flag",
    "choice",
    "several",
    "typed",
    "numbers",
    "ordered",
    "rated",
]
Part = Mapping[str, Any]
SHORT: Final = {"class": "c-input c-input-short"}


@dataclass(frozen=True)
class Asked:
    """One value of a part, as it is asked for. `path` is where the document keeps it.

    For the kind `typed`, entries of the list `of` are typed by name, one a line; for `rated`, with a
    number each.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    blank: str | None = "–"
    names: PolicyNames = field(default_factory=PolicyNames)
    of: str = ""


@dataclass(frozen=True)
class AskedGroup:
    """Settings that are shown together; with `methods`, only for pools that choose so."""

    title: str
    settings: tuple[Asked, ...]
    help: str = ""
    methods: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class ShownGroup:
    """A group with its bound fields, for a template."""

    group: AskedGroup
    fields: list[forms.BoundField] = field(default_factory=list)

    @property
    def is_guard(self) -> bool:
        """Whether it is the monopoly guard, which is checked while it is filled in."""
        return any(setting.path[0] == "guard" for setting in self.group.settings)

    @property
    def is_open(self) -> bool:
        """Whether something is set or wrong in it."""
        return self.group.is_open or any(
            f.errors or f.value() not in (None, "", [], [""], {}) for f in self.fields
        )


class OrderedSelects(forms.MultiWidget):
    """One select for each place in an order: no dragging needed."""

    template_name = "console/widgets/ordered.html"

    def __init__(self, choices: Sequence[tuple[str, Any]]) -> None:
        options = [("", "–"), *choices]
        super().__init__([forms.Select({"class": "c-select"}, options) for _choice in choices])

    def decompress(self, value: Any) -> list[Any]:
        given = list(value or [])
        return [*given, *[None] * (len(self.widgets) - len(given))]


class OrderedChoice(forms.MultiValueField):
    """Some of the choices, in order."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], **options: Any) -> None:
        fields = [forms.ChoiceField(choices=[("", "–"), *choices], required=False) for _choice in choices]
        super().__init__(fields, widget=OrderedSelects(choices), require_all_fields=False, **options)

    def compress(self, values: list[str]) -> list[str]:
        chosen = [value for value in values if value]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("Each can be chosen once."))
        return chosen


class SettingsForm(forms.Form):
    """A form made of groups of settings."""

    groups: tuple[AskedGroup, ...] = ()

    def __init__(
        self, data: Any = None, *, part: Part | None = None, groups: Sequence[AskedGroup] | None = None
    ) -> None:
        self.shown = tuple(groups if groups is not None else self.groups)
        super().__init__(data, initial={s.name: found(part or {}, s.path) for s in self._settings()})
        for setting in self._settings():
            self.fields[setting.name] = form_field(setting)

    def part(self, method: str | None = None) -> dict[str, Any]:
        """The part as the document keeps it: what is blank, or belongs to another method, is left out."""
        built: dict[str, Any] = {}
        for group in self.shown:
            if not group.methods or method in group.methods:
                for setting in group.settings:
                    put(built, setting.path, stored(setting, self.cleaned_data.get(setting.name)))
        return built

    def show(self, path: str, message: str) -> None:
        """Put a problem at a path within the part beside its field, or above the form."""
        matching = [s for s in self._settings() if path == ".".join(s.path)]
        nearest = matching or [s for s in self._settings() if path and path.startswith(".".join(s.path))]
        nearest = nearest or [s for s in self._settings() if path and ".".join(s.path).startswith(f"{path}.")]
        self.add_error(nearest[0].name if nearest else None, message)

    def suggested(self) -> dict[str, list[str]]:
        """The names to suggest while typing, by list."""
        lists = {s.of: s for s in self._settings() if s.kind in ("typed", "rated")}
        return {of: [str(name) for name in asked.names.all(of).values()] for of, asked in lists.items()}

    def shown_groups(self) -> list[ShownGroup]:
        """For the template."""
        return [ShownGroup(group, [self[s.name] for s in group.settings]) for group in self.shown]

    def _settings(self) -> list[Asked]:
        return [setting for group in self.shown for setting in group.settings]


def form_field(setting: Asked) -> forms.Field:
    """The form's field for a setting."""
    common: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "required": False}
    choices = list(setting.choices)
    match setting.kind:
        case "whole":
            return forms.IntegerField(min_value=0, widget=forms.NumberInput(SHORT), **common)
        case "number":
            return forms.FloatField(min_value=0, widget=forms.NumberInput({**SHORT, "step": "any"}), **common)
        case "flag":
            answers = [("", setting.blank), ("yes", _("Yes")), ("no", _("No"))]
            return forms.ChoiceField(choices=answers, widget=forms.Select({"class": "c-select"}), **common)
        case "choice":
            options = choices if setting.blank is None else [("", setting.blank), *choices]
            return forms.ChoiceField(choices=options, widget=forms.Select({"class": "c-select"}), **common)
        case "several":
            widget = forms.CheckboxSelectMultiple({"class": "c-checks"})
            return forms.MultipleChoiceField(choices=choices, widget=widget, **common)
        case "ordered":
            return OrderedChoice(choices=choices, **common)
        case "typed":
            return NamesOf(names=setting.names, of=setting.of, **common)
        case "rated":
            return NumbersOf(names=setting.names, of=setting.of, **common)
        case "numbers":
            return Numbers(**common)
        case "duration":
            return forms.CharField(
                max_length=12, widget=forms.TextInput({**SHORT, "placeholder": "4h"}), **common
            )
        case _:
            return forms.CharField(max_length=200, widget=forms.TextInput(INPUT), **common)


def stored(setting: Asked, value: Any) -> Any:
    """A cleaned value as the document keeps it; None for nothing."""
    if value in (None, "", [], {}):
        return None
    if setting.kind == "flag":
        return value == "yes"
    return whole(value) if setting.kind == "number" else value


def found(part: Part, path: tuple[str, ...]) -> Any:
    """The value at a path of the document, as forms take it; None where there is none."""
    at: Any = part
    for name in path:
        if not isinstance(at, Mapping) or name not in at:
            return None
        at = at[name]
    return ("yes" if at else "no") if isinstance(at, bool) else at


def put(part: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a value at a path of the document; nothing is not written."""
    if value is None:
        return
    for name in path[:-1]:
        part = part.setdefault(name, {})
    part[path[-1]] = value
