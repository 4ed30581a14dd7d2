"""Web forms in the vendor admin: the list, one with its editor, preview and counts, and a try."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leads.fields.catalogue import LABELS, LEAD
from leads.web_forms.admin.forms import CopyForm, EditorForm, NewWebForm, TestForm
from leads.web_forms.answers import vendor_of
from leads.web_forms.models import FormConsent, WebForm
from leads.web_forms.post import Post
from leads.web_forms.selectors.forms import (
    RECENT_DAYS,
    Counts,
    address_of,
    consent_shown,
    counts_of,
    find_form,
    forms,
    questions_asked,
    short_address_of,
)
from leads.web_forms.selectors.shown import choices_of, shown_form
from leads.web_forms.selectors.snippet import frame_of, snippet_of
from leads.web_forms.services.save_form import make_form, remove_form, save_form
from leads.web_forms.services.take_post import Tried, try_post
from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, NotFound


def show_forms(request: HttpRequest) -> HttpResponseBase:
    """All forms with what came in the last days; make another."""
    form = NewWebForm(request.POST or None, initial={"language": vendor_of(request).language})
    if request.method == "POST":
        return _made(request, form)
    return _list_page(request, form)


@writers_only
def _made(request: HttpRequest, form: NewWebForm) -> HttpResponseBase:
    if form.is_valid():
        try:
            made = make_form(given=form.cleaned_data, actor=actor_of(request))
            return redirect("admin:web_form", made.id)
        except InvalidInput as refused:
            put_errors(form, refused)
    return _list_page(request, form)


def _list_page(request: HttpRequest, form: NewWebForm) -> HttpResponse:
    found = list(forms())
    counts = counts_of([one.id for one in found], days=RECENT_DAYS)
    rows = [(one, counts.get(one.id, Counts())) for one in found]
    return _page(request, "web_forms", _("Web forms"), {"form": form, "rows": rows, "days": RECENT_DAYS})


def show_form(request: HttpRequest, form_id: UUID) -> HttpResponseBase:
    """One form: where it is, what came, the editor with its preview, the snippet."""
    web_form = _found(form_id)
    form = _editor(request.POST or None, web_form)
    if request.method == "POST":
        return _changed(request, web_form, form)
    return _form_page(request, web_form, form)


def _editor(data: Any, web_form: WebForm) -> CopyForm:
    if web_form.template is not None:
        return CopyForm(data, web_form)
    consent = consent_shown(web_form)
    return EditorForm(data, web_form, consent.text if consent else "")


@writers_only
def _changed(request: HttpRequest, web_form: WebForm, form: CopyForm) -> HttpResponseBase:
    if form.is_valid():
        try:
            with transaction.atomic():
                save_form(form_id=web_form.id, given=form.given(), actor=actor_of(request))
            messages.success(request, _("Saved."))
            return redirect("admin:web_form", web_form.id)
        except InvalidInput as refused:
            put_errors(form, refused)
    return _form_page(request, _found(web_form.id), form)


def _form_page(request: HttpRequest, web_form: WebForm, form: CopyForm) -> HttpResponse:
    vendor = vendor_of(request)
    copies = list(forms().filter(template=web_form))
    counts = counts_of([web_form.id, *(one.id for one in copies)])
    context = {
        "web_form": web_form,
        "form": form,
        "address": address_of(web_form, vendor.slug),
        "short_address": short_address_of(web_form, vendor.slug),
        "counts": counts.get(web_form.id, Counts()),
        "copies": [(one, counts.get(one.id, Counts())) for one in copies],
        "consents": FormConsent.objects.filter(form=web_form.basis),
        "snippet": snippet_of(web_form, vendor) if web_form.origins else "",
        "frame": frame_of(web_form, vendor) if web_form.origins else "",
    }
    return _page(request, "web_form", web_form.name, context)


def preview(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The form as the editor would make it, unsaved; as it is saved, unless the editor is posted."""
    web_form = _found(form_id)
    consent = consent_shown(web_form)
    if request.method == "POST":
        editor = _editor(request.POST, web_form)
        editor.is_valid()  # what is wrong is said beside its field; the preview shows the rest
        consent = _previewed(web_form, editor)
    with translation.override(web_form.basis.language):
        shown = replace(shown_form(web_form), consent=consent)
        context = {"shown": shown, "action": "", "partner": web_form.partner, "token": ""}
        response = HttpResponse(render_to_string("forms/preview.html", context, request))
    response.xframe_options_exempt = True
    response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
    return response


def _previewed(web_form: WebForm, editor: CopyForm) -> FormConsent | None:
    """Give the form what was entered, as far as it is right, and the consent text that would be shown."""
    known = {*editor.fields} & {field.name for field in WebForm._meta.fields}
    for name in known & set(editor.cleaned_data):
        setattr(web_form, name, editor.cleaned_data[name])
    if not isinstance(editor, EditorForm):
        return consent_shown(web_form)
    web_form.questions = editor.questions()
    text = editor.cleaned_data.get("consent_text", "")
    return FormConsent(form=web_form, version=web_form.consent_version + 1, text=text) if text else None


def test(request: HttpRequest, form_id: UUID) -> HttpResponseBase:
    """Fill the form in, and see what would become of it. Nothing is stored."""
    web_form = _found(form_id)
    with translation.override(web_form.basis.language):
        questions = [(one, choices_of(one.field)) for one in questions_asked(web_form)]
        form = TestForm(request.POST or None, questions)
    tried: Tried | None = None
    if request.method == "POST" and form.is_valid():
        consent = consent_shown(web_form)
        post = Post(form.answers(), consents=True, consent_version=consent.version if consent else 0)
        try:
            tried = try_post(form=web_form, post=post)
        except InvalidInput as refused:
            put_errors(form, refused)
    context = {"web_form": web_form, "form": form, "tried": tried, "facts": _facts(tried) if tried else []}
    return _page(request, "web_form_test", _("Try the form"), context)


def _facts(tried: Tried) -> list[tuple[str, str, str]]:
    """Label, value and warning of each field that is given or could not be read."""
    warnings = {one.field: one.message for one in tried.warnings}
    return [
        (str(LABELS[name]), _as_text(tried.values[name]), warnings.get(name, ""))
        for name in LEAD
        if name in warnings or tried.values[name] != LEAD[name].absent
    ]


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {inner}" for name, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


@writers_only
def remove(request: HttpRequest, form_id: UUID) -> HttpResponseBase:
    """Remove a form, with the partners' copies of it."""
    web_form = _found(form_id)
    copies = web_form.copies.count()
    words = _("“%(name)s” is removed, and its address leads nowhere. Its leads stay.")
    words %= {"name": web_form.name}
    if copies:
        words += " " + _("So are %(n)d copies of partners.") % {"n": copies}
    act = Act(
        title=_("Remove the form"),
        words=words,
        button=_("Remove"),
        done=_("Removed."),
        back=reverse("admin:web_forms"),
        is_dangerous=True,
    )
    return run_act(request, act, lambda _a: remove_form(form_id=form_id, actor=actor_of(request)))


def _found(form_id: UUID) -> WebForm:
    try:
        return find_form(form_id)
    except NotFound as missing:
        raise Http404 from missing


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    shown = {**vendor_site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"console/{template}.html", shown)


vendor_site.add_page("web-forms/", show_forms, "web_forms")
vendor_site.add_page("web-forms/<uuid:form_id>/", show_form, "web_form")
vendor_site.add_page("web-forms/<uuid:form_id>/preview/", preview, "web_form_preview")
vendor_site.add_page("web-forms/<uuid:form_id>/try/", test, "web_form_try")
vendor_site.add_page("web-forms/<uuid:form_id>/remove/", remove, "web_form_remove")
