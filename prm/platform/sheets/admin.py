"""Django loads this when the admin starts: the pages register themselves."""

from prm.platform.sheets import menu, pages

__all__ = ["menu", "pages"]
