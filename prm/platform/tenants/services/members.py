"""Changing what a member may do, and ending a membership."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound, NotPossible
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import PARTNER_ROLES, Invitation, Membership, Role
from prm.platform.tenants.services.audit import audit


def change_role(*, membership_id: UUID, role: str, actor: Actor) -> Membership:
    """Give a member another role of its kind. Raises InvalidInput, NotFound, NotPossible (`last_admin`)."""
    membership = _locked(membership_id, actor)
    if role not in Role.values or (role in PARTNER_ROLES) != (membership.partner_id is not None):
        raise InvalidInput([FieldError("role", "unfit", _("This role does not fit the member."))])
    if role != Role.ADMIN:
        _refuse_last_admin(membership)
    audit(actor, AuditAction.ROLE_CHANGED, membership, before=membership.role, after=role)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


def deactivate_member(*, membership_id: UUID, actor: Actor) -> Membership:
    """End a membership at once, also in open sessions, and take back open invitations to the same place.

    Raises NotFound, NotPossible (`last_admin`)."""
    membership = _locked(membership_id, actor)
    _refuse_last_admin(membership)
    _withdraw_invitations(membership)
    return _switch(membership, actor, to=False)


def reactivate_member(*, membership_id: UUID, actor: Actor) -> Membership:
    """Let a former member in again, with the role held before. Raises NotFound."""
    return _switch(_locked(membership_id, actor), actor, to=True)


def _switch(membership: Membership, actor: Actor, *, to: bool) -> Membership:
    audit(actor, AuditAction.ACTIVATED if to else AuditAction.DEACTIVATED, membership)
    membership.is_active = to
    membership.save(update_fields=["is_active"])
    return membership


def _withdraw_invitations(membership: Membership) -> None:
    """An invitation to another address of the same person would let them in again."""
    addresses = EmailAddress.objects.filter(user=membership.user_id).values_list("email", flat=True)
    same_place = Invitation.objects.filter(Q(partner=membership.partner_id), accepted_at=None)
    same_place.filter(email__in=[address.lower() for address in addresses]).delete()


def _locked(membership_id: UUID, actor: Actor) -> Membership:
    """The member, locked with all of the vendor's admins, so that two cannot remove each other at once."""
    list(Membership.objects.filter(role=Role.ADMIN).order_by("id").select_for_update().values_list("id"))
    found = Membership.objects.filter(id=membership_id)
    if actor.partner_id is not None:
        found = found.filter(partner_id=actor.partner_id)
    membership = found.select_for_update().first()
    if membership is None:
        raise NotFound(_("There is no such member."))
    return membership


def _refuse_last_admin(membership: Membership) -> None:
    if membership.role != Role.ADMIN or not membership.is_active:
        return
    others = Membership.objects.filter(role=Role.ADMIN, is_active=True, user__is_active=True)
    if not others.exclude(id=membership.id).exists():
        raise NotPossible(_("You cannot remove the last admin."), code="last_admin")
