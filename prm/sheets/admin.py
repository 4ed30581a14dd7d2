"""Django loads this when the admin starts: the pages register themselves."""

from prm.sheets import pages

__all__ = ["pages"]
