"""What a service refuses, shown beside the field it is about."""

from django import forms

from prm.platform.errors import InvalidInput


def add_errors(form: forms.Form, error: InvalidInput) -> None:
    """Give each field of the form its error; what has no field stands on top."""
    for each in error.errors:
        name = each.field if each.field in form.fields else None
        form.add_error(name, each.message)
