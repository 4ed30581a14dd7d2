"""A page that asks once before something is done, in words that name the thing, and then does it.

A button on a page links here (GET shows the question) or posts here straight away; either way one POST acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, NotFound, ProductError

Answers = dict[str, Any]


class NothingToAsk(forms.Form):
    """An act that needs a yes and nothing else."""


class ReasonForm(forms.Form):
    """An act that is recorded with its reason."""

    reason = forms.CharField(
        label=_("because"), max_length=2000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )


class OptionalNoteForm(forms.Form):
    """An act that may carry a note."""

    note = forms.CharField(
        label=_("note"), max_length=2000, required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )


@dataclass(frozen=True)
class Act:
    """What is asked before acting, and where the visitor goes afterwards: `then`, or back.

    `seen` goes into the page and comes back as `seen` with the POST. `warning` stands above the answers.
    """

    title: Any
    words: Any
    button: Any
    done: Any
    back: str
    form: type[forms.Form] = NothingToAsk
    is_dangerous: bool = False
    then: str = ""
    seen: str = ""
    warning: str = ""


def run_act(
    request: HttpRequest, act: Act, perform: Callable[[Answers], object], **form_options: Any
) -> HttpResponseBase:
    """Ask, or perform what was answered. A refused act leaves nothing behind and says why."""
    form = act.form(request.POST if request.method == "POST" else None, **form_options)
    if request.method == "POST" and form.is_valid() and _performed(request, form, perform):
        messages.success(request, act.done)
        return redirect(act.then or act.back)
    return _asked(request, act, form)


def _performed(request: HttpRequest, form: forms.Form, perform: Callable[[Answers], object]) -> bool:
    try:
        with transaction.atomic():
            perform(form.cleaned_data)
    except NotFound as missing:
        raise Http404 from missing
    except InvalidInput as refused:
        put_errors(form, refused)
        return False
    except ProductError as refused:
        form.add_error(None, refused.message)
        return False
    return True


def _asked(request: HttpRequest, act: Act, form: forms.Form) -> HttpResponse:
    context = {**vendor_site.each_context(request), "title": act.title, "act": act, "form": form}
    return TemplateResponse(request, "console/act.html", context)
