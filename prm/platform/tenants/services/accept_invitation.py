"""Accepting an invitation: the link's holder becomes a member, with an account if there was none."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotAllowed, NotFound, NotPossible
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.invitation_token import token_hash
from prm.platform.tenants.models import Invitation, Membership, User
from prm.platform.tenants.services.audit import audit

ALREADY_MEMBER = gettext_lazy(
    "You are a member already, and nothing has changed. An admin can give you another role."
)


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
    if account_exists(invitation.email):
        errors.append(FieldError("", "account_exists", _("There is an account already: log in to accept.")))
    if errors:
        raise InvalidInput(errors)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def owns_address(user: User, email: str) -> bool:
    """Whether the account has confirmed this e-mail address."""
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())


def account_exists(email: str) -> bool:
    """Whether somebody has an account with this address, as its login or as another confirmed address."""
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True)
    return User.objects.filter(email__iexact=email).exists() or confirmed.exists()


def is_active_member(invitation: Invitation, user: User) -> bool:
    """Whether the person already acts for the vendor or the partner that invites."""
    return _former_or_present(invitation, user).filter(is_active=True).exists()


def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """Make `user` a member as the invitation says, once.

    An active member keeps the role held: only an admin changes it. Raises NotAllowed (`other_address`) unless
    the account has confirmed the invited address; NotPossible (`already_member`, `invitation_over`).
    """
    _refuse_others(invitation, user)
    if is_active_member(invitation, user):
        raise NotPossible(str(ALREADY_MEMBER), code="already_member")
    open_one = Q(id=invitation.id, accepted_at=None, expires_at__gt=clock.now())
    if not Invitation.objects.filter(open_one).update(accepted_at=clock.now()):
        raise NotPossible(_("This invitation was used or has expired."), code="invitation_over")
    membership = _joined(invitation, user)
    audit(Actor("user", user.id), AuditAction.JOINED, membership, role=invitation.role)
    return membership


def _refuse_others(invitation: Invitation, user: User) -> None:
    if not owns_address(user, invitation.email):
        message = _("This invitation was sent to %(email)s, which is not an address of your account.")
        raise NotAllowed(message % {"email": invitation.email}, code="other_address")


def _joined(invitation: Invitation, user: User) -> Membership:
    """A new membership, or a former one given back; never one that another request has just made."""
    former = _former_or_present(invitation, user).filter(is_active=False)
    if not former.update(role=invitation.role, is_active=True):
        try:
            with transaction.atomic():
                Membership.objects.create(user=user, partner=invitation.partner, role=invitation.role)
        except IntegrityError as error:
            raise NotPossible(str(ALREADY_MEMBER), code="already_member") from error
    return _former_or_present(invitation, user).get()


def _former_or_present(invitation: Invitation, user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(partner=invitation.partner), user=user)
