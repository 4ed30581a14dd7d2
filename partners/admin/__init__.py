"""Partners, their requests and agreements, and the vendor's lists, in the vendor admin."""

from partners.admin import agreement, catalogue, menu, partner, pause, requests

__all__ = ["agreement", "catalogue", "menu", "partner", "pause", "requests"]
