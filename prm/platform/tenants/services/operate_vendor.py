"""What whoever runs the installation decides about a vendor: whether it is served, and how much."""

from prm.platform.actors import SYSTEM
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope
from prm.platform.tenants.services.audit import audit


def suspend_vendor(vendor: Vendor) -> None:
    """From now on its pages are not found, its keys are refused, and nothing is routed or expires."""
    _change(vendor, AuditAction.SUSPENDED, is_active=False)


def resume_vendor(vendor: Vendor) -> None:
    """Serve it again. What fell due meanwhile happens now."""
    _change(vendor, AuditAction.RESUMED, is_active=True)


def limit_vendor(vendor: Vendor, requests_per_minute: int | None) -> None:
    """How many API requests all its keys together may make in a minute; None: as many as each key may."""
    _change(vendor, AuditAction.LIMITED, requests_per_minute=requests_per_minute)


def _change(vendor: Vendor, action: AuditAction, **fields: object) -> None:
    with vendor_scope(vendor.id):
        Vendor.objects.filter(pk=vendor.pk).update(**fields)
        audit(SYSTEM, action, vendor, name=vendor.name, **fields)
