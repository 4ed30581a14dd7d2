"""Pages of the console's own."""

from prm.platform.console import saved_views

__all__ = ["saved_views"]
