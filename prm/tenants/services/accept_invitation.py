"""Accepting an invitation: the link's holder becomes a member, with an account if there was none."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from prm import clock
from prm.actors import Actor
from prm.errors import FieldError, InvalidInput, NotFound, NotPossible
from prm.tenants.invitation_token import token_hash
from prm.tenants.models import Invitation, Membership, User
from prm.tenants.services.audit import audit


def find_invitation(token: str) -> Invitation:
    """The invitation of a link, also when it is over (see `accepted_at`, `expires_at`). Raises NotFound."""
    related = Invitation.objects.select_related("vendor", "partner", "invited_by")
    invitation = related.filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise NotFound(_("This invitation is not valid. Ask for a new one."))
    return invitation


def make_account(*, invitation: Invitation, full_name: str, password: str) -> User:
    """An account for the invited address, which the link has proved. Raises InvalidInput."""
    errors = [] if full_name.strip() else [FieldError("full_name", "required", _("Enter your name."))]
    user = User(email=invitation.email, full_name=full_name.strip(), language=invitation.vendor.language)
    try:
        validate_password(password, user)
    except ValidationError as error:
        errors += [FieldError("password", "weak", message) for message in error.messages]
    if User.objects.filter(email=invitation.email).exists():
        errors.append(FieldError("", "account_exists", _("There is an account already: log in to accept.")))
    if errors:
        raise InvalidInput(errors)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """Make `user` a member as the invitation says, once. Raises NotPossible (`invitation_over`)."""
    open_one = Q(id=invitation.id, accepted_at=None, expires_at__gt=clock.now())
    if not Invitation.objects.filter(open_one).update(accepted_at=clock.now()):
        raise NotPossible(_("This invitation was used or has expired."), code="invitation_over")
    membership, _is_new = Membership.objects.update_or_create(
        user=user,
        partner=invitation.partner,
        defaults={"role": invitation.role, "is_active": True},
    )
    audit(Actor("user", user.id), "joined", membership, role=invitation.role)
    return membership
