"""What happens to leads and deals: each event declared once (see `prm/platform/outbox/catalogue.py`)."""

from leads.events import conflicts, deals, leads, repeated

__all__ = ["conflicts", "deals", "leads", "repeated"]
