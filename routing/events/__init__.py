"""What happens to offers and policies: each event declared once (see `prm/platform/outbox/catalogue.py`)."""

from routing.events import endings, offers, policies, review, work

__all__ = ["endings", "offers", "policies", "review", "work"]
