"""The alarm about concentration."""

from datetime import timedelta
from uuid import UUID

from prm.platform.outbox.tell import tell
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.batches.selectors.vendor_day import vendor_today, vendor_zone
from routing.events.concentration import LeadsConcentrated
from routing.reports.selectors.partner_reports import FAIRNESS
from routing.reports.selectors.period import Period
from routing.reports.selectors.run import run_report
from routing.reports.selectors.top_part import top_part

WATCHED = timedelta(days=30)


def watch_concentration(*, vendor_id: UUID) -> bool:
    """Tell the vendor's people that the top 5 percent of partners got more than the limit; once a week.

    Opens the vendor's scope itself; safe to run twice.
    """
    with vendor_scope(vendor_id):
        percent = Vendor.objects.values_list("concentration_alarm_percent", flat=True).get(id=vendor_id)
        if not percent:
            return False
        today = vendor_today()
        period = Period(today - WATCHED + timedelta(days=1), today, vendor_zone())
        rows = run_report(FAIRNESS, period, "partner").rows
        top = top_part([float(row.values["received"] or 0) for row in rows if row.key])
        if top.part * 100 <= percent:
            return False
        year, week, _day = today.isocalendar()
        tell(
            [
                LeadsConcentrated(
                    part=top.part, limit=percent / 100, partners=top.partners, week=f"{year}-W{week:02}"
                )
            ]
        )
        return True
