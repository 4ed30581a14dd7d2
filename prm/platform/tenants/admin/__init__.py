"""The vendor's people, keys, settings and audit trail in the vendor admin."""

from prm.platform.tenants.admin import audit_trail, invitations, keys, menu, people, vendor_settings

__all__ = ["audit_trail", "invitations", "keys", "menu", "people", "vendor_settings"]
