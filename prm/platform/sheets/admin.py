"""Django loads this when the admin starts: the pages register themselves."""

from prm.platform.sheets import pages

__all__ = ["pages"]
