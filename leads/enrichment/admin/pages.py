"""Enrichment in the vendor admin: what is on, the sources, one source with its mapping and a try."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from leads.enrichment.admin.forms import EnrichmentForm, NewSourceForm, SourceForm, TryForm
from leads.enrichment.asked.address import names_in
from leads.enrichment.asked.memory import is_resting
from leads.enrichment.models import EnrichmentSource
from leads.enrichment.selectors.preview import found_in, tried
from leads.enrichment.selectors.sources import find_source
from leads.enrichment.services.save_source import (
    make_source,
    remove_source,
    save_enrichment,
    save_sample,
    save_source,
)
from leads.inbound.paths import WrongPath
from leads.inbound.selectors.preview import places_in
from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, NotFound
from prm.platform.tenants.models import Vendor

MOST_SHOWN = 50_000


def show_enrichment(request: HttpRequest) -> HttpResponseBase:
    """What fills gaps of new leads; change it, or add a source."""
    posted = request.POST or None
    is_new = "name" in request.POST
    vendor = Vendor.objects.get(pk=request.vendor.pk)  # type: ignore[attr-defined]
    form, new = EnrichmentForm(None if is_new else posted, vendor), NewSourceForm(posted if is_new else None)
    if request.method == "POST":
        return _added(request, form, new) if is_new else _saved(request, form, new)
    return _overview(request, form, new)


@writers_only
def _saved(request: HttpRequest, form: EnrichmentForm, new: NewSourceForm) -> HttpResponseBase:
    if not form.is_valid():
        return _overview(request, form, new)
    milliseconds = form.cleaned_data["enrichment_milliseconds"]
    save_enrichment(off=form.off(), milliseconds=milliseconds, actor=actor_of(request))
    messages.success(request, _("Saved."))
    return redirect("admin:enrichment")


@writers_only
def _added(request: HttpRequest, form: EnrichmentForm, new: NewSourceForm) -> HttpResponseBase:
    if new.is_valid():
        try:
            with transaction.atomic():
                source = make_source(**new.cleaned_data, actor=actor_of(request))
            return redirect("admin:enrichment_source", source.id)
        except InvalidInput as refused:
            put_errors(new, refused)
    return _overview(request, form, new)


def _overview(request: HttpRequest, form: EnrichmentForm, new: NewSourceForm) -> HttpResponse:
    sources = [(source, is_resting(source)) for source in EnrichmentSource.objects.all()]
    return _page(request, "enrichment", _("Enrichment"), {"form": form, "new": new, "sources": sources})


def show_source(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """One source: its settings, and its mapping with a preview of the last answer."""
    source = _found(source_id)
    form = SourceForm(request.POST or None, source)
    if request.method == "POST":
        return _changed(request, source, form)
    return _source_page(request, source, form)


@writers_only
def _changed(request: HttpRequest, source: EnrichmentSource, form: SourceForm) -> HttpResponseBase:
    if not form.is_valid():
        return _source_page(request, source, form)
    try:
        with transaction.atomic():
            save_source(
                source_id=source.id,
                given=form.given(),
                secret=form.cleaned_data["secret"],
                actor=actor_of(request),
            )
    except InvalidInput as refused:
        _put_errors(form, refused)
        return _source_page(request, source, form)
    messages.success(request, _("Saved."))
    return redirect("admin:enrichment_source", source.id)


def _put_errors(form: SourceForm, refused: InvalidInput) -> None:
    for error in refused.errors:
        name = error.field.replace("mapping.", "map-")
        form.add_error(name if name in form.fields else None, error.message)


@writers_only
def try_source(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """Ask the source now, as it is saved, and show what came."""
    source = _found(source_id)
    form = TryForm(request.POST or None, names_in(source.address))
    if request.method != "POST" or not form.is_valid():
        return _source_page(request, source, SourceForm(None, source), form)
    url, answer = tried(source, form.cleaned_data)
    if answer is None:
        form.add_error(None, _("These values cannot be read, or are those of a free mail service."))
    elif answer.problem:
        form.add_error(None, f"{_(answer.problem)} {url}")
    elif answer.body is None:
        form.add_error(None, _("It knows nothing about this. Try another."))
    else:
        save_sample(source, answer.body)
        messages.success(request, _("It answered. The answer is below."))
        return redirect("admin:enrichment_source", source.id)
    return _source_page(request, source, SourceForm(None, source), form)


def _source_page(
    request: HttpRequest, source: EnrichmentSource, form: SourceForm, trying: TryForm | None = None
) -> HttpResponse:
    context = {
        "source": source,
        "form": form,
        "trying": trying or TryForm(None, names_in(source.address)),
        "is_resting": is_resting(source),
        "problem": _(source.problem) if source.problem else "",
        "found": _preview(source),
        "places": places_in(source.sample, "") if source.sample else [],
        "sample_text": json.dumps(source.sample, indent=2, ensure_ascii=False)[:MOST_SHOWN],
    }
    return _page(request, "enrichment_source", source.name, context)


def _preview(source: EnrichmentSource) -> list[Any]:
    try:
        return list(found_in(source, source.sample)) if source.sample else []
    except WrongPath:
        return []


@writers_only
def remove(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """Remove a source."""
    source = _found(source_id)
    act = Act(
        title=_("Remove the source"),
        words=_("“%(name)s” is asked no more. What it has filled in stays.") % {"name": source.name},
        button=_("Remove"),
        done=_("Removed."),
        back=reverse("admin:enrichment"),
        is_dangerous=True,
    )
    return run_act(request, act, lambda _a: remove_source(source_id=source_id, actor=actor_of(request)))


def _found(source_id: UUID) -> EnrichmentSource:
    try:
        return find_source(source_id)
    except NotFound as missing:
        raise Http404 from missing


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    shown = {**vendor_site.each_context(request), "title": title, "may_write": may_write(request), **context}
    return TemplateResponse(request, f"console/{template}.html", shown)


vendor_site.add_page("enrichment/", show_enrichment, "enrichment")
vendor_site.add_page("enrichment/<uuid:source_id>/", show_source, "enrichment_source")
vendor_site.add_page("enrichment/<uuid:source_id>/try/", try_source, "enrichment_try")
vendor_site.add_page("enrichment/<uuid:source_id>/remove/", remove, "enrichment_remove")
