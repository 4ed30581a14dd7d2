"""CRMs in the vendor admin: the connections, and one with everything that can be set about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from crm.adapters.adapter import CrmProblem
from crm.admin.forms import ConnectionForm, NewConnectionForm
from crm.models import CrmConnection
from crm.selectors.find import find_connection
from crm.selectors.records import counted_connections
from crm.services.resend_records import send_open_leads
from crm.services.save_connection import make_connection, remove_connection, save_connection
from crm.services.test_connection import ask_for_test
from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, NotFound


def show_connections(request: HttpRequest) -> HttpResponseBase:
    """All connections with their health; connect another."""
    connected = CrmConnection.objects.values_list("kind", flat=True)
    form = NewConnectionForm(request.POST or None, connected)
    if request.method == "POST":
        return _made(request, form)
    return _list(request, form)


@writers_only
def _made(request: HttpRequest, form: NewConnectionForm) -> HttpResponseBase:
    if form.is_valid():
        try:
            made = make_connection(
                kind=form.cleaned_data["kind"],
                base_url=form.cleaned_data["base_url"],
                credentials=form.credentials(),
                actor=actor_of(request),
            )
        except InvalidInput as refused:
            put_errors(form, refused)
            return _list(request, form)
        ask_for_test(connection_id=made.id)
        messages.success(request, _("Connected. Check the mapping, then send the leads that are open."))
        return redirect("admin:crm_connection", made.id)
    return _list(request, form)


def _list(request: HttpRequest, form: NewConnectionForm) -> HttpResponse:
    return page(request, "crm", _("CRM"), {"form": form, "connections": counted_connections()})


def show_connection(request: HttpRequest, connection_id: UUID) -> HttpResponseBase:
    """One connection: health, access, directions, mapping, who wins."""
    connection = found(connection_id)
    form = ConnectionForm(request.POST or None, connection)
    if request.method == "POST":
        return _changed(request, connection, form)
    return _one(request, connection, form)


@writers_only
def _changed(request: HttpRequest, connection: CrmConnection, form: ConnectionForm) -> HttpResponseBase:
    if form.is_valid():
        try:
            save_connection(
                connection_id=connection.id,
                given=form.given(),
                credentials=form.credentials(),
                actor=actor_of(request),
            )
        except InvalidInput as refused:
            form.put(refused.errors)
            return _one(request, connection, form)
        except CrmProblem as problem:
            form.add_error(None, problem.words)
            return _one(request, connection, form)
        messages.success(request, _("Saved."))
        return redirect("admin:crm_connection", connection.id)
    return _one(request, connection, form)


def _one(request: HttpRequest, connection: CrmConnection, form: ConnectionForm) -> HttpResponse:
    counted = next(one for one in counted_connections() if one.connection.id == connection.id)
    context = {"connection": counted.connection, "counted": counted, "form": form}
    return page(request, "crm_connection", str(connection), context)


@require_POST
@writers_only
def test(request: HttpRequest, connection_id: UUID) -> HttpResponseBase:
    """Have the connection tested; the page shows the result as soon as it is there."""
    found(connection_id)
    ask_for_test(connection_id=connection_id)
    return redirect("admin:crm_connection", connection_id)


@writers_only
def send_open(request: HttpRequest, connection_id: UUID) -> HttpResponseBase:
    """Send the leads that were there before the CRM was connected."""
    connection = found(connection_id)
    act = Act(
        title=_("Send all open leads"),
        words=_("Every lead that has not ended is sent to %(crm)s; what is there already is compared.")
        % {"crm": connection},
        button=_("Send"),
        done=_("The leads go out in the background. Their states are on the list of records."),
        back=reverse("admin:crm_connection", args=[connection_id]),
    )
    return run_act(request, act, lambda _answers: send_open_leads())


@writers_only
def remove(request: HttpRequest, connection_id: UUID) -> HttpResponseBase:
    """Disconnect a CRM."""
    connection = found(connection_id)
    act = Act(
        title=_("Disconnect %(crm)s") % {"crm": connection},
        words=_("Nothing is exchanged any more, and what is known of its records is removed. "
                "Leads, partners and the records in %(crm)s stay.") % {"crm": connection},
        button=_("Disconnect"),
        done=_("Disconnected."),
        back=reverse("admin:crm"),
        is_dangerous=True,
    )  # fmt: skip
    actor = actor_of(request)
    return run_act(request, act, lambda _answers: remove_connection(connection_id=connection_id, actor=actor))


def found(connection_id: UUID) -> CrmConnection:
    """The connection, or a 404."""
    try:
        return find_connection(connection_id)
    except NotFound as missing:
        raise Http404 from missing


def page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the console."""
    shown = {**vendor_site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"console/{template}.html", shown)


def sent_words(number: int) -> str:
    """How many records go out again."""
    return ngettext("%(n)d record is sent again.", "%(n)d records are sent again.", number) % {"n": number}


vendor_site.add_page("crm/", show_connections, "crm")
vendor_site.add_page("crm/<uuid:connection_id>/", show_connection, "crm_connection")
vendor_site.add_page("crm/<uuid:connection_id>/test/", test, "crm_test")
vendor_site.add_page("crm/<uuid:connection_id>/send-open/", send_open, "crm_send_open")
vendor_site.add_page("crm/<uuid:connection_id>/remove/", remove, "crm_remove")
