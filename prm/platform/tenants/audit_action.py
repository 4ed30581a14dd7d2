"""What an entry of the audit trail says was done: one code for each, with the words that people read."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditAction(TextChoices):
    """The codes that are written."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    DELETED = "deleted", _("Deleted")
    ISSUED = "issued", _("Issued")
    REVOKED = "revoked", _("Revoked")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    PUBLISHED = "published", _("Published")
    SUBMITTED = "submitted", _("Submitted for approval")
    ROLLED_BACK = "rolled_back", _("Rolled back")
    INVITED = "invited", _("Invited")
    UNINVITED = "uninvited", _("Invitation withdrawn")
    JOINED = "joined", _("Joined")
    ROLE_CHANGED = "role_changed", _("Role changed")
    NOTICES_CHANGED = "notices_changed", _("Offer mails changed")
    ACTIVATED = "activated", _("Activated")
    DEACTIVATED = "deactivated", _("Deactivated")
    PAUSED = "paused", _("Paused")
    SUSPENDED = "suspended", _("Suspended")
    RESUMED = "resumed", _("Resumed")
    LIMITED = "limited", _("Request limit changed")
    RETRIED = "retried", _("Sent again")
    OFFERED = "offered", _("Offered by hand")
    EXTENDED = "extended", _("Given more time")
    TAKEN_BACK = "taken_back", _("Taken back")
    ROUTED_AGAIN = "routed_again", _("Routed again")
    TO_REVIEW = "to_review", _("Taken into review")
    NURTURED = "nurtured", _("Set aside to nurture")
    CLOSED = "closed", _("Closed")
    ERASED = "erased", _("Erased")
    EXPORTED = "exported", _("Exported")
    MERGED = "merged", _("Merged")
    SEPARATED = "separated", _("Separated")
    DISMISSED = "dismissed", _("Marked as not the same")
    CRM_RESOLVED = "crm_resolved", _("CRM conflict resolved")


EARLIER_CODES: Final = {
    "publish": AuditAction.PUBLISHED,
    "submit": AuditAction.SUBMITTED,
    "roll_back": AuditAction.ROLLED_BACK,
    "withdrew invitation": AuditAction.UNINVITED,
    "changed role": AuditAction.ROLE_CHANGED,
    "changed hearing": AuditAction.NOTICES_CHANGED,
    "reactivated": AuditAction.ACTIVATED,
    "offer": AuditAction.OFFERED,
    "extend": AuditAction.EXTENDED,
    "withdraw": AuditAction.TAKEN_BACK,
    "route_again": AuditAction.ROUTED_AGAIN,
    "nurture": AuditAction.NURTURED,
    "close": AuditAction.CLOSED,
    "erase": AuditAction.ERASED,
}
"""Codes that entries were written with before there was one code for each act. Entries cannot be changed."""


def action_words(code: str) -> str:
    """What people read of a stored code."""
    known = EARLIER_CODES.get(code, code)
    return str(AuditAction(known).label) if known in AuditAction.values else code


def stored_as(action: AuditAction) -> list[str]:
    """Every code that an entry of this act may have."""
    return [action.value, *(code for code, now in EARLIER_CODES.items() if now is action)]
