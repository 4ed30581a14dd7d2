"""The mail that carries an invitation."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.reply_to import reply_address
from prm.platform.outbox.written_late import NoLongerWanted, write_late
from prm.platform.tenants.invitation_token import token_of
from prm.platform.tenants.models import Invitation

EVENT = "invitation"


def mail_invitation(invitation: Invitation) -> None:
    """Put the mail in the outbox, once. It is written when it is sent: no secret lies in the row."""
    OutboxMessage.objects.get_or_create(
        key=f"invitation:{invitation.id}",
        defaults={
            "channel": OutboxMessage.Channel.EMAIL,
            "event": EVENT,
            "receiver": invitation.email,
            "payload": {"data": {"invitation_id": str(invitation.id)}},
        },
    )


def write_invitation(message: OutboxMessage) -> EmailMultiAlternatives:
    """The mail of an invitation that is still open. Raises NoLongerWanted."""
    related = Invitation.objects.select_related("vendor", "partner", "invited_by")
    found = related.filter(id=message.payload["data"]["invitation_id"], accepted_at=None).first()
    if found is None:
        raise NoLongerWanted("the invitation is over")
    return invitation_mail(found)


def invitation_mail(invitation: Invitation) -> EmailMultiAlternatives:
    """The mail, in the vendor's language."""
    vendor = invitation.vendor
    with override(vendor.language):
        place = invitation.partner.name if invitation.partner else vendor.name
        words = {"place": place, "role": invitation.get_role_display(), "vendor": vendor.name}
        context = {
            **words,
            "subject": gettext("You are invited to join %(place)s") % words,
            "invited_by": str(invitation.invited_by or ""),
            "url": f"{settings.BASE_URL}/{vendor.slug}/invitations/{token_of(invitation.id)}/",
            "expires_at": invitation.expires_at,
            "vendor": vendor,
        }
        mail = EmailMultiAlternatives(
            subject=" ".join(str(context["subject"]).split()),
            body=render_to_string("mail/invitation.txt", context),
            to=[invitation.email],
            reply_to=_reply_to(invitation),
        )
        mail.attach_alternative(render_to_string("mail/invitation.html", context), "text/html")
    return mail


def _reply_to(invitation: Invitation) -> list[str]:
    address = reply_address(invitation.vendor, invitation.partner_id) if invitation.partner_id else ""
    return [address] if address else []


write_late(EVENT, write_invitation)
