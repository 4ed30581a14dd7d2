"""Names that the vendor's lists lack are counted, so that the vendor can say once what is meant."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection

from leads.models import Alias, Lead
from leads.selectors.unknown_names import unknown_names
from leads.sql import COUNT_NAMES, UNCOUNT_NAME
from prm.platform import clock
from prm.platform.ids import new_id
from prm.platform.tenants.scope import current_vendor_id


def count_names(leads: Iterable[Lead]) -> None:
    """Count the names that these leads used and nobody understood, in one statement, if there are any."""
    found = unknown_names(leads)
    if not found:
        return
    counts, texts = Counter(named for named, _text in found), dict(reversed(found))
    rows = sorted(counts.items())  # in one order, so that two statements never wait for each other
    values: dict[str, Any] = {
        "vendor": current_vendor_id(),
        "now": clock.now(),
        "ids": [new_id() for _ in rows],
        "fields": [field for (field, _), _ in rows],
        "folded": [folded for (_, folded), _ in rows],
        "texts": [texts[named] for named, _ in rows],
        "leads": [leads for _, leads in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT_NAMES, values)


def uncount_names(lead: Lead) -> None:
    """The lead is forgotten: a name that it alone used goes with it."""
    for (field, folded), _text in sorted(unknown_names([lead])):
        with connection.cursor() as cursor:
            values: dict[str, Any] = {"vendor": current_vendor_id(), "field": field, "folded": folded}
            cursor.execute(UNCOUNT_NAME, values)
        Alias.objects.filter(field=field, folded=folded, slug="", leads=0).delete()
