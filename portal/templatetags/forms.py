"""Form fields as screen readers want them."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def said(field: BoundField) -> SafeString:
    """The field's control, tied to its help and its errors."""
    about = [f"{field.auto_id}_help"] if field.help_text else []
    if field.errors:
        about.insert(0, f"{field.auto_id}_errors")
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(about)} if about else {}
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)
