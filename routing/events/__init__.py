"""What happens to offers and policies: each event declared once (see `prm/platform/outbox/catalogue.py`)."""

from routing.events import concentration, endings, messages, offers, policies, review, work

__all__ = ["concentration", "endings", "messages", "offers", "policies", "review", "work"]
