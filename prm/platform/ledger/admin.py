"""The chain in the vendor admin: what the last checks found, and a check in one click."""

from django.contrib import messages
from django.db.models import Func, IntegerField, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from prm.platform.console.access import admins_only
from prm.platform.console.site import vendor_site
from prm.platform.ledger.check import check_chain
from prm.platform.ledger.models import ChainCheck, Seal
from prm.platform.ledger.tasks import check_chain_of

SHOWN = 30
MOST_SEALS, MOST_ROWS = 200, 20_000
"""A longer chain is checked by a worker."""


@admins_only
def chain(request: HttpRequest) -> HttpResponseBase:
    """The last checks; a POST makes a new one."""
    if request.method == "POST":
        _check(request)
        return redirect("admin:chain")
    context = {
        **vendor_site.each_context(request),
        "title": _("Proof of decisions"),
        "checks": list(ChainCheck.objects.all()[:SHOWN]),
        "seals": Seal.objects.count(),
    }
    return TemplateResponse(request, "console/chain.html", context)


def _check(request: HttpRequest) -> None:
    vendor_id = request.vendor.pk  # type: ignore[attr-defined]
    if not _is_short():
        check_chain_of.delay(str(vendor_id))
        messages.info(request, _("The check runs. Its result appears here in a few minutes."))
        return
    found = check_chain(vendor_id=vendor_id)
    if found.trouble:
        messages.error(request, _("The chain is broken: %(trouble)s.") % {"trouble": found.trouble})
    else:
        words = _("The chain is sound: %(rows)d rows in %(seals)d seals are as they were written.")
        messages.success(request, words % {"rows": found.rows, "seals": found.seals})


def _is_short() -> bool:
    if Seal.objects.count() > MOST_SEALS:
        return False
    found = Seal.objects.aggregate(
        rows=Sum(Func("row_ids", function="cardinality", output_field=IntegerField()))
    )
    return (found["rows"] or 0) <= MOST_ROWS


vendor_site.add_page("chain/", chain, "chain")
