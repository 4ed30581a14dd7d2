"""Inviting a person to a role."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotAllowed, NotFound, NotPossible
from prm.platform.ids import new_id
from prm.platform.outbox.invitation import mail_invitation
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.invitation_token import token_hash, token_of
from prm.platform.tenants.models import PARTNER_ROLES, Invitation, Membership, Role
from prm.platform.tenants.services.audit import audit

VALID_FOR = timedelta(days=14)


def invite(*, email: str, role: str, partner_id: UUID | None = None, actor: Actor) -> Invitation:
    """Write an invitation and the mail that carries it. Needs a vendor's scope.

    An earlier open invitation of the same person to the same place is replaced. Raises InvalidInput;
    NotAllowed when someone of a partner invites beyond it; NotPossible (`already_member`).
    """
    address = _checked(email=email, role=role, partner_id=partner_id, actor=actor)
    _refuse_members(address, partner_id)
    _open(address, partner_id).delete()
    invitation_id = new_id()
    invitation = Invitation.objects.create(
        id=invitation_id,
        email=address,
        role=role,
        partner_id=partner_id,
        token_hash=token_hash(token_of(invitation_id)),
        invited_by_id=actor.user_id,
        expires_at=clock.now() + VALID_FOR,
    )
    mail_invitation(invitation)
    audit(actor, AuditAction.INVITED, invitation, role=role)
    return invitation


def withdraw_invitation(*, invitation_id: UUID, actor: Actor) -> None:
    """Remove an open invitation: its link says that it is not valid. Raises NotFound."""
    found = Invitation.objects.filter(id=invitation_id, accepted_at=None)
    if actor.partner_id is not None:
        found = found.filter(partner_id=actor.partner_id)
    invitation = found.first()
    if invitation is None:
        raise NotFound(_("There is no such open invitation."))
    audit(actor, AuditAction.UNINVITED, invitation)
    invitation.delete()


def _checked(*, email: str, role: str, partner_id: UUID | None, actor: Actor) -> str:
    errors: list[FieldError] = []
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        errors.append(FieldError("email", "invalid", _("Enter a valid e-mail address.")))
    if role not in Role.values:
        errors.append(FieldError("role", "unknown", _("There is no such role.")))
    elif (role in PARTNER_ROLES) != (partner_id is not None):
        errors.append(FieldError("partner", "role", _("Roles with a partner need one; others have none.")))
    if errors:
        raise InvalidInput(errors)
    if actor.partner_id is not None and actor.partner_id != partner_id:
        raise NotAllowed(_("You can invite people to your own company only."))
    return address


def _refuse_members(email: str, partner_id: UUID | None) -> None:
    if Membership.objects.filter(Q(partner_id=partner_id), user__email=email, is_active=True).exists():
        raise NotPossible(_("%(email)s is a member already.") % {"email": email}, code="already_member")


def _open(email: str, partner_id: UUID | None) -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(partner_id=partner_id), email=email, accepted_at=None)
