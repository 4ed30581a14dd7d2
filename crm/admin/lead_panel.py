"""What the page of a lead shows of its records in CRMs."""

from collections.abc import Sequence

from crm.selectors.records import records_of_lead
from leads.models import Lead
from routing.lead_pages.admin.panels import Panel, register_panel
from routing.models import Offer


def crm_panel(lead: Lead, offers: Sequence[Offer]) -> Panel | None:
    """The lead's state in each CRM; nothing where there is no CRM."""
    records = records_of_lead(lead)
    return Panel("console/_crm_of_lead.html", {"records": records}) if records else None


register_panel(crm_panel)
