"""CRMs in the vendor admin."""

from crm.admin import lead_panel, menu, pages, record_pages

__all__ = ["lead_panel", "menu", "pages", "record_pages"]
