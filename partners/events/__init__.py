"""What happens to partners: each event declared once (see `prm/platform/outbox/catalogue.py`)."""

from partners.events import programme, requests

__all__ = ["programme", "requests"]
