"""What the page of a lead shows of the messages about it."""

from collections.abc import Sequence

from leads.models import Lead
from routing.conversations.selectors.messages import messages_of_lead
from routing.conversations.services.send_message import TALKED_ABOUT
from routing.lead_pages.admin.panels import Panel, register_panel
from routing.models import Offer


def messages_panel(lead: Lead, offers: Sequence[Offer]) -> Panel | None:
    """The messages with every partner, and whom one can write to now; nothing before the first offer."""
    messages = list(messages_of_lead(lead.pk))
    newest = next((offer for offer in offers if offer.partner and offer.state in TALKED_ABOUT), None)
    if not messages and newest is None:
        return None
    return Panel("console/_messages.html", {"messages": messages, "offer": newest})


register_panel(messages_panel)
