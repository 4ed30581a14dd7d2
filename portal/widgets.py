"""Controls that Django's own are too slow for."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """A choice of hundreds. Django's own renders a template for each option: 100 ms for the time zones."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The control as HTML. Choices have no groups."""
        given = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        options = format_html_join("", '<option value="{}"{}>{}</option>', self._options(value))
        return format_html("<select{}>{}</select>", given, options)

    def _options(self, value: Any) -> Iterator[tuple[Any, SafeString, Any]]:
        selected, chosen = SafeString(" selected"), set(self.format_value(value))
        for key, label in self.choices:
            yield key, selected if str(key) in chosen else SafeString(""), label
