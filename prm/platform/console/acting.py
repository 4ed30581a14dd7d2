"""Running what a button asks for, and telling the visitor how it went."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest

from prm.platform.errors import InvalidInput, NotFound, ProductError


@contextmanager
def reporting(request: HttpRequest, done: str) -> Iterator[None]:
    """Run a service; say `done`, or what stood in the way. A refused act leaves nothing behind."""
    try:
        with transaction.atomic():
            yield
    except NotFound as missing:
        raise Http404 from missing
    except InvalidInput as refused:
        for error in refused.errors:
            messages.error(request, error.message)
    except ProductError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)


def put_errors(form: BaseForm, refused: InvalidInput) -> None:
    """Show a service's field errors beside the form's fields, or above it where there is no such field."""
    for error in refused.errors:
        form.add_error(error.field if error.field in form.fields else None, error.message)
