"""Fields of a policy's forms in which several values are typed: numbers, names, names with numbers."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from routing.policies.selectors.policy_names import PolicyNames

INPUT: Final = {"class": "c-input"}


class Numbers(forms.CharField):
    """Numbers with commas between."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(INPUT), **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(plain(item) for item in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        parts = [part.strip() for part in str(super().clean(value)).split(",") if part.strip()]
        try:
            return [whole(float(part)) for part in parts]
        except ValueError as error:
            raise forms.ValidationError(_("Numbers with commas between, such as 50, 150, 500.")) from error


class NamesOf(forms.CharField):
    """Entries of a list, typed by name (or code), one a line."""

    def __init__(self, *, names: PolicyNames, of: str, **options: Any) -> None:
        self.names, self.of = names, of
        widget = forms.Textarea(
            {
                **INPUT,
                "rows": 3,
                "data-names": f"names-{of}",
                "autocomplete": "off",
            }
        )
        super().__init__(widget=widget, **options)
        self.help_text = self.help_text or _("One a line, by name.")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(self.names.of(self.of, code) for code in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        return list(dict.fromkeys(code_of(self.names, self.of, line) for line in lines))


class NumbersOf(NamesOf):
    """Entries of a list with a number each, typed one a line: "Larkspur Networks: 30"."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return "\n".join(f"{self.names.of(self.of, code)}: {plain(number)}" for code, number in value.items())

    def clean(self, value: Any) -> Any:
        found: dict[str, int | float] = {}
        for line in filter(
            None, (line.strip() for line in str(forms.CharField.clean(self, value)).splitlines())
        ):
            name, colon, number = line.rpartition(":")
            if not colon or not name.strip():
                raise forms.ValidationError(_("A name, a colon and a number, such as Larkspur Networks: 30."))
            code = code_of(self.names, self.of, name.strip())
            if code in found:
                raise forms.ValidationError(_("Each can be given once."))
            found[code] = _number(number)
        return found


def _number(text: str) -> int | float:
    """A typed number, with or without a percent sign. Raises ValidationError."""
    try:
        return whole(float(text.strip().removesuffix("%").strip().replace(",", ".")))
    except (ValueError, OverflowError) as error:
        raise forms.ValidationError(_("“%(text)s” is not a number.") % {"text": text.strip()}) from error


def code_of(names: PolicyNames, of: str, text: str) -> str:
    """The code of a typed name. Raises ValidationError that names what is near it, or what it may mean."""
    found = names.find(of, text)
    if len(found) == 1:
        return found[0]
    if found:
        several = " / ".join(f"{names.of(of, code)} ({code})" for code in found)
        raise forms.ValidationError(
            _("“%(text)s” is ambiguous. Choose one of: %(several)s.") % {"text": text, "several": several}
        )
    near = " / ".join(names.near(of, text))
    words = _("Unknown: “%(text)s”. Did you mean %(near)s?") if near else _("“%(text)s” is not known.")
    raise forms.ValidationError(words % {"text": text, "near": near})


def whole(number: float) -> int | float:
    """50.0 as 50."""
    return int(number) if float(number).is_integer() else number


def plain(value: Any) -> str:
    """A number without needless noughts."""
    return f"{value:g}" if isinstance(value, float) else str(value)
