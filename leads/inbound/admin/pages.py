"""Inbound webhooks in the vendor admin: the sources, one with its mapping and payloads, one payload."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from leads.inbound.admin.forms import NewSourceForm, SourceForm
from leads.inbound.models import InboundPayload, InboundSource, PayloadState
from leads.inbound.paths import WrongPath
from leads.inbound.presets import preset_named
from leads.inbound.selectors.preview import Preview, guessed, places_in, preview_of
from leads.inbound.selectors.sources import (
    address_of,
    failed_payloads,
    find_payload,
    find_source,
    mapping_of,
    sample_of,
    sources_with_counts,
)
from leads.inbound.services.save_source import make_source, new_address, remove_source, save_source
from leads.inbound.services.take_payload import replay_failed, replay_payload
from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, NotFound

SHOWN = 50


def show_sources(request: HttpRequest) -> HttpResponseBase:
    """All sources; make another."""
    form = NewSourceForm(request.POST or None)
    if request.method == "POST":
        return _made(request, form)
    return _page(request, "inbound", _("Inbound webhooks"), {"form": form, "sources": sources_with_counts()})


@writers_only
def _made(request: HttpRequest, form: NewSourceForm) -> HttpResponseBase:
    if form.is_valid():
        try:
            source = make_source(**form.cleaned_data, actor=actor_of(request))
            return redirect("admin:inbound_source", source.id)
        except InvalidInput as refused:
            put_errors(form, refused)
    return _page(request, "inbound", _("Inbound webhooks"), {"form": form, "sources": sources_with_counts()})


def show_source(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """One source: its address, settings, mapping with preview, and what came."""
    source = _found(source_id)
    form = SourceForm(request.POST or None, source)
    if request.method == "POST":
        return _changed(request, source, form)
    return _source_page(request, source, form)


@writers_only
def _changed(request: HttpRequest, source: InboundSource, form: SourceForm) -> HttpResponseBase:
    if "guess" in request.POST:
        return _source_page(request, source, SourceForm(_with_guesses(request.POST, source), source))
    if not form.is_valid() or "try" in request.POST:
        return _source_page(request, source, form)
    try:
        with transaction.atomic():
            save_source(source_id=source.id, given=form.given(), actor=actor_of(request))
    except InvalidInput as refused:
        put_errors(form, refused)
        return _source_page(request, source, form)
    messages.success(request, _("Saved."))
    return redirect("admin:inbound_source", source.id)


def _with_guesses(posted: QueryDict, source: InboundSource) -> QueryDict:
    """What was entered, with guesses in the lines that are empty."""
    data = posted.copy()
    for name, path in guessed(sample_of(source).body, source.leads_path).items():
        data[f"map-{name}"] = data.get(f"map-{name}") or path
    return data


def _source_page(request: HttpRequest, source: InboundSource, form: SourceForm) -> HttpResponseBase:
    sample = sample_of(source)
    tried = _tried(source, form)
    preview, problem = _previewed(sample.body, tried)
    context = {
        "source": source,
        "form": form,
        "preset": preset_named(source.preset),
        "address": address_of(source, request.vendor.slug) if may_write(request) else "",  # type: ignore[attr-defined]
        "sample": sample,
        "sample_text": _pretty(sample.body),
        "places": places_in(sample.body, source.leads_path),
        "preview": preview,
        "problem": problem,
        "payloads": InboundPayload.objects.filter(source=source)[:SHOWN],
        "failed": failed_payloads().filter(source=source).count(),
        "signed": source.signature == "none" or bool(source.secret),
    }
    return _page(request, "inbound_source", source.name, context)


def _tried(source: InboundSource, form: SourceForm) -> InboundSource:
    """The source as the form would make it, unsaved."""
    if form.is_bound and form.is_valid():
        tried = InboundSource(id=source.id, preset=source.preset)
        for name, value in form.given().items():
            setattr(tried, name, value)
        return tried
    return source


def _previewed(body: Any, source: InboundSource) -> tuple[Preview | None, str]:
    try:
        return preview_of(body, mapping_of(source)), ""
    except WrongPath as wrong:
        return None, str(wrong)


def show_payload(request: HttpRequest, payload_id: UUID) -> HttpResponseBase:
    """What came once, and what became of it."""
    try:
        payload = find_payload(payload_id)
    except NotFound as missing:
        raise Http404 from missing
    context = {"payload": payload, "text": _pretty(payload.body)}
    return _page(request, "inbound_payload", payload.source.name, context)


@require_POST
@writers_only
def replay(request: HttpRequest, payload_id: UUID) -> HttpResponseBase:
    """Try a failed payload by the mapping as it is now."""
    try:
        payload = replay_payload(payload_id=payload_id)
    except NotFound as missing:
        raise Http404 from missing
    if payload.state == PayloadState.TAKEN:
        messages.success(request, _("Taken."))
    else:
        messages.error(request, _("It failed again. The reason is below."))
    return redirect("admin:inbound_payload", payload_id)


@require_POST
@writers_only
def replay_all(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """Try all failed payloads of a source."""
    _found(source_id)
    taken, failed = replay_failed(source_id=source_id)
    words = ngettext("%(n)d payload was taken.", "%(n)d payloads were taken.", taken) % {"n": taken}
    messages.success(request, words)
    if failed:
        words = ngettext("%(n)d failed again.", "%(n)d failed again.", failed) % {"n": failed}
        messages.error(request, words)
    return redirect("admin:inbound_source", source_id)


@writers_only
def renew(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """Another address, when the old one got about."""
    source = _found(source_id)
    act = Act(
        title=_("New address"),
        words=_("“%(name)s” gets a new address. The old one stops working at once.") % {"name": source.name},
        button=_("Make a new address"),
        done=_("Enter the new address at the sender."),
        back=reverse("admin:inbound_source", args=[source_id]),
        is_dangerous=True,
    )
    return run_act(request, act, lambda _a: new_address(source_id=source_id, actor=actor_of(request)))


@writers_only
def remove(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """Remove a source with its payloads."""
    source = _found(source_id)
    act = Act(
        title=_("Remove the webhook"),
        words=_("“%(name)s” and its payloads are removed. Its leads stay.") % {"name": source.name},
        button=_("Remove"),
        done=_("Removed."),
        back=reverse("admin:inbound"),
        is_dangerous=True,
    )
    return run_act(request, act, lambda _a: remove_source(source_id=source_id, actor=actor_of(request)))


def _found(source_id: UUID) -> InboundSource:
    try:
        return find_source(source_id)
    except NotFound as missing:
        raise Http404 from missing


def _pretty(body: Any) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)[:50_000] if body else ""


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    shown = {**vendor_site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"console/{template}.html", shown)


vendor_site.add_page("inbound/", show_sources, "inbound")
vendor_site.add_page("inbound/<uuid:source_id>/", show_source, "inbound_source")
vendor_site.add_page("inbound/<uuid:source_id>/replay/", replay_all, "inbound_replay_all")
vendor_site.add_page("inbound/<uuid:source_id>/address/", renew, "inbound_address")
vendor_site.add_page("inbound/<uuid:source_id>/remove/", remove, "inbound_remove")
vendor_site.add_page("inbound/payloads/<uuid:payload_id>/", show_payload, "inbound_payload")
vendor_site.add_page("inbound/payloads/<uuid:payload_id>/replay/", replay, "inbound_replay")
vendor_site.add_counter("payloads", failed_payloads)
