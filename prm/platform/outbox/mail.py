"""Letters as e-mail: text and HTML parts, in the member's language and zone."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import ngettext, override

from prm.platform.outbox.catalogue import declared, write_letter
from prm.platform.outbox.letters.letter import Letter, Source
from prm.platform.outbox.links import offer_link
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.reply_to import reply_address
from prm.platform.tenants.models import Membership


def letter_mail(messages: Sequence[OutboxMessage]) -> EmailMultiAlternatives:
    """The mail of one message."""
    (message,) = messages
    member = _member(message)
    with override(_language(member)):
        letter = write_letter(message.event, message.payload.get("data", {}), zone=_zone(member))
        return _mail(message, letter.subject, "letter", {"letter": letter, "url": _url(message, letter)})


def digest_mail(messages: Sequence[OutboxMessage]) -> EmailMultiAlternatives:
    """One mail of all the messages that a member wanted in a digest."""
    member, zone = _member(messages[0]), _zone(_member(messages[0]))
    with override(_language(member)):
        letters = [write_letter(m.event, m.payload.get("data", {}), zone=zone) for m in messages]
        entries = [(letter, _page(member, letter)) for letter in letters]
        subject = ngettext("%(count)d notice", "%(count)d notices", len(messages)) % {"count": len(messages)}
        return _mail(messages[0], subject, "digest", {"entries": entries})


def _mail(
    message: OutboxMessage, subject: str, template: str, context: dict[str, object]
) -> EmailMultiAlternatives:
    member = _member(message)
    context |= {
        "vendor": member.vendor,
        "settings_url": f"{_root(member)}portal/company/notices/",
        "subject": subject,
    }
    context["for_partner"] = member.partner_id is not None
    mail = EmailMultiAlternatives(
        subject=" ".join(f"{member.vendor.name}: {subject}".split()),
        body=render_to_string(f"mail/{template}.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.receiver],
        reply_to=_reply_to(member),
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return mail


def _reply_to(member: Membership) -> list[str]:
    """Answers of a partner's people reach the vendor; the vendor's own people are told by the product."""
    address = reply_address(member.vendor, member.partner_id) if member.partner_id else ""
    return [address] if address else []


def message_id(message: OutboxMessage) -> str:
    """The mail's Message-ID: the same at each attempt, so that a mail sent twice shows once."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{message.id}@{host}>"


def _url(message: OutboxMessage, letter: Letter) -> str:
    """Where the button goes: where it can be answered without a login, to that page; else to the letter's."""
    member, until = _member(message), answered_until(message)
    subject = Source(message.payload.get("data", {})).text(*declared(message.event).answers)
    if until and subject:
        return offer_link(
            vendor_slug=member.vendor.slug, offer_id=subject, membership_id=member.id, expires_at=until
        )
    return _page(member, letter)


def answered_until(message: OutboxMessage) -> datetime | None:
    """Until when the reader can answer from the mail; None for a mail that asks for no answer."""
    path = declared(message.event).answered_until
    return parse_datetime(Source(message.payload.get("data", {})).text(*path)) if path else None


def _page(member: Membership, letter: Letter) -> str:
    return f"{_root(member)}{letter.path}"


def _root(member: Membership) -> str:
    return f"{settings.BASE_URL}/{member.vendor.slug}/"


def _member(message: OutboxMessage) -> Membership:
    member: Membership | None = message.membership
    if member is None:
        raise ValueError("a mail without a member")
    return member


def _language(member: Membership) -> str:
    return member.user.language or member.vendor.language


def _zone(member: Membership) -> str:
    partner_zone = member.partner.time_zone if member.partner else ""
    return member.user.time_zone or partner_zone or member.vendor.time_zone
