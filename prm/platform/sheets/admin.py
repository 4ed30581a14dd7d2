"""Django loads this when the admin starts: the pages register themselves."""

from prm.platform.sheets import export_pages, menu, pages

__all__ = ["export_pages", "menu", "pages"]
