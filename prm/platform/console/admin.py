"""Pages of the console's own."""

from prm.platform.console import saved_views, settings_page

__all__ = ["saved_views", "settings_page"]
