"""Records in CRMs: a list with filters, and one with the history of its conflicts."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm.admin.pages import page, sent_words
from crm.models import CrmConnection, CrmRecord, RecordState
from crm.selectors.find import find_conflict, find_record
from crm.selectors.records import conflicts_of, listed_records, needing_a_person
from crm.services.resend_records import resend_records
from crm.services.resolve_conflict import resolve_conflict
from crm.values import label_of
from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.acting import reporting
from prm.platform.console.site import vendor_site
from prm.platform.errors import NotFound
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import Subject, audit

PAGE_SIZE = 50
SHOWN_CONFLICTS = 100


def show_records(request: HttpRequest) -> HttpResponseBase:
    """Every record, or those in one state or of one CRM."""
    state, crm = request.GET.get("state", ""), request.GET.get("crm", "")
    records = listed_records()
    if state in RecordState.values:
        records = records.filter(state=state)
    connections = list(CrmConnection.objects.all())
    if crm in {one.kind for one in connections}:
        records = records.filter(connection__kind=crm)
    context = {
        "page": Paginator(records, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        "crm": crm,
        "states": RecordState.choices,
        "connections": connections,
        "query": urlencode({"state": state, "crm": crm}),
    }
    return page(request, "crm_records", _("CRM records"), context)


def show_record(request: HttpRequest, record_id: UUID) -> HttpResponseBase:
    """One record: its state, last error, and how its conflicts were resolved."""
    try:
        record = find_record(record_id)
    except NotFound as missing:
        raise Http404 from missing
    conflicts = [(one, label_of(one.field)) for one in conflicts_of(record)[:SHOWN_CONFLICTS]]
    context = {
        "record": record,
        "open": [pair for pair in conflicts if pair[0].resolved_at is None],
        "resolved": [pair for pair in conflicts if pair[0].resolved_at is not None],
    }
    return page(request, "crm_record", str(record), context)


@require_POST
@writers_only
def resend(request: HttpRequest) -> HttpResponseBase:
    """Send the chosen records again, or all in a state."""
    chosen = [one for one in request.POST.getlist("record") if _is_id(one)]
    state = request.POST.get("state", "")
    wanted = CrmRecord.objects.filter(state=state) if state else CrmRecord.objects.filter(id__in=chosen)
    number = resend_records(wanted)
    if number:
        about = Subject("crm.crmrecord", chosen[0] if chosen else "")
        audit(actor_of(request), AuditAction.RETRIED, about, name=sent_words(number))
        messages.success(request, sent_words(number))
    else:
        messages.error(request, _("Tick the records to send again."))
    back = request.POST.get("back", "")
    if _is_id(back):
        return redirect("admin:crm_record", back)
    return redirect("admin:crm_records")


@require_POST
@writers_only
def resolve(request: HttpRequest, conflict_id: UUID) -> HttpResponseBase:
    """Decide whose value stands."""
    try:
        record_id = find_conflict(conflict_id).record_id
    except NotFound as missing:
        raise Http404 from missing
    winner = request.POST.get("winner", "")
    with reporting(request, _("Decided.")):
        resolve_conflict(conflict_id=conflict_id, winner=winner, actor=actor_of(request))
    return redirect("admin:crm_record", record_id)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


vendor_site.add_page("crm/records/", show_records, "crm_records")
vendor_site.add_page("crm/records/resend/", resend, "crm_resend")
vendor_site.add_page("crm/records/<uuid:record_id>/", show_record, "crm_record")
vendor_site.add_page("crm/conflicts/<uuid:conflict_id>/resolve/", resolve, "crm_resolve")
vendor_site.add_counter("crm", needing_a_person)
