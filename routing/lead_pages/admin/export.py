"""The filtered list of leads as a sheet, with the columns that one chooses: at once, or made for later."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.fields.catalogue import LABELS, LEAD
from leads.models import Lead, LeadStage, LeadState
from partners.models import Product, Vertical
from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.filters import rows_shown
from prm.platform.console.site import vendor_site
from prm.platform.sheets.answers import sheet_answer
from prm.platform.sheets.csv_out import Cell
from prm.platform.sheets.export_kinds import register_export
from prm.platform.sheets.services.make_export import ask_for_export
from prm.platform.sheets.tasks import make_on_commit
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import User
from prm.platform.tenants.scope import current_vendor_id, vendor_scope
from prm.platform.tenants.services.audit import Subject, audit
from routing.batches.selectors.vendor_day import vendor_today
from routing.models import LIVE_STATES, Offer, OfferState

AT_ONCE: Final = 2_000
LONG: Final = 20_000
KIND: Final = "leads"
OWN: Final[Mapping[str, Promise]] = {
    "state": gettext_lazy("State"),
    "stage": gettext_lazy("Stage"),
    "score": gettext_lazy("Score"),
    "partner": gettext_lazy("Partner"),
    "offers_made": gettext_lazy("Offers made"),
    "received_at": gettext_lazy("Received"),
    "offered_at": gettext_lazy("Offered"),
    "accepted_at": gettext_lazy("Accepted"),
    "closed_at": gettext_lazy("Closed"),
}
NOT_IN_SHEETS: Final = ("consent", "custom")
FIELDS: Final = tuple(name for name in LEAD if name not in NOT_IN_SHEETS)
USUAL: Final = (
    *("state", "partner", "company", "first_name", "last_name", "email", "phone", "country", "region"),
    *("industry", "products", "estimated_value", "currency", "source", "received_at"),
)


@writers_only
def export(request: HttpRequest) -> HttpResponseBase:
    """Choose columns. A POST, or `?format=csv` or `xlsx`, gives the sheet itself, or has it made for later.

    The rest of the address filters. Who took which rows along is audited.
    """
    query = request.GET.copy()
    asked = request.POST if request.method == "POST" else query.copy()
    columns = [name for name in asked.getlist("column") if name in OWN or name in FIELDS] or list(USUAL)
    form = asked.get("format", "")
    for name in ("column", "format"):
        query.pop(name, None)
    found = rows_shown(request, Lead, query)
    name = f"leads-{vendor_today()}"
    if form in ("csv", "xlsx"):
        _note(request, query, found.count())
        rows = _rows(list(found.values_list("pk", flat=True)), columns, current_vendor_id(), _words())
        return sheet_answer(rows, name, as_xlsx=form == "xlsx")
    if request.method == "POST" and form in ("later-csv", "later-xlsx"):
        _note(request, query, found.count())
        wanted = ask_for_export(
            kind=KIND,
            query=query.urlencode(),
            columns=columns,
            is_xlsx=form == "later-xlsx",
            name=name,
            actor=actor_of(request),
        )
        make_on_commit(wanted.id)
        return redirect("admin:exports")
    context = {
        **vendor_site.each_context(request),
        "title": _("Export leads"),
        "count": found.count(),
        "list_url": f"{reverse('admin:leads_lead_changelist')}?{query.urlencode()}",
        "columns": [(name, words, name in columns) for name, words in titles().items()],
        "query": query.urlencode(),
        "is_long": found.count() > LONG,
    }
    return TemplateResponse(request, "console/export_leads.html", context)


def _note(request: HttpRequest, query: QueryDict, count: int) -> None:
    subject = Subject(Lead._meta.label_lower, "")
    told = {key: value for key, value in query.items() if key != "q"}
    audit(actor_of(request), AuditAction.EXPORTED, subject, rows=count, filters=told)


def _later_rows(person: UUID, query: str, columns: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """The rows as that person's list shows them now. Raises PermissionDenied."""
    request = HttpRequest()
    request.method, request.user = "GET", User.objects.get(pk=person)
    if not may_write(request):
        raise PermissionDenied
    ids = list(rows_shown(request, Lead, QueryDict(query)).values_list("pk", flat=True))
    return _rows(ids, columns, current_vendor_id(), _words())


def titles() -> dict[str, str]:
    """Every column that can be chosen."""
    fields = {name: str(capfirst(LABELS[name])) for name in FIELDS}
    return {name: str(words) for name, words in OWN.items()} | fields


def _words() -> dict[str, dict[str, str]]:
    """Names behind codes: read before the answer is sent, when there is no vendor any more."""
    return {
        "state": {str(value): str(label) for value, label in LeadState.choices},
        "stage": {str(value): str(label) for value, label in LeadStage.choices},
        "products": dict(Product.objects.values_list("slug", "name")),
        "industry": dict(Vertical.objects.values_list("slug", "name")),
        "titles": titles(),
    }


def _rows(
    ids: Sequence[UUID], columns: Sequence[str], vendor_id: UUID, words: Mapping[str, Mapping[str, str]]
) -> Iterator[Sequence[Cell]]:
    """The head, then the leads in their order, read some thousand at a time."""
    yield [words["titles"][name] for name in columns]
    for start in range(0, len(ids), AT_ONCE):
        wanted = ids[start : start + AT_ONCE]
        with vendor_scope(vendor_id):
            found = Lead.objects.in_bulk(wanted)
            holders = _holders(wanted) if "partner" in columns else {}
        for pk in wanted:
            if pk in found:
                yield [_cell(found[pk], name, words, holders) for name in columns]


def _holders(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Who has each lead now, or closed it."""
    offers = Offer.objects.filter(lead_id__in=ids, state__in=(*LIVE_STATES, OfferState.CLOSED))
    return dict(offers.order_by("offered_at").values_list("lead_id", "partner__name"))


def _cell(lead: Lead, name: str, words: Mapping[str, Mapping[str, str]], holders: Mapping[UUID, str]) -> Cell:
    if name == "partner":
        return holders.get(lead.pk, "")
    value: Any = getattr(lead, name)
    if isinstance(value, list):
        return ", ".join(words.get(name, {}).get(item, item) for item in value)
    if name in ("state", "stage", "industry"):
        return words[name].get(str(value), str(value))
    cell: Cell = value
    return cell


vendor_site.add_page("leads/export/", export, "lead_export")
register_export(KIND, _later_rows)
