"""Delivering mails: plain, short, text and HTML, over one connection for a round."""

import logging
import smtplib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from time import monotonic

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from prm.platform import clock
from prm.platform.outbox.mail import answered_until, digest_mail, letter_mail
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.result import Result
from prm.platform.outbox.written_late import NoLongerWanted, Writer, writer_of
from prm.platform.tenants.scope import vendor_scope

SECONDS_A_ROUND = 40
# A provider's answers that say nothing about the mail: a key that is being changed, too much at once.
WORTH_ANOTHER_TRY = (401, 403, 408, 429)
log = logging.getLogger(__name__)


def send_mails(messages: Sequence[OutboxMessage]) -> list[Result]:
    """Send picked messages as mails; those of a digest together, one mail a member.

    Call outside any transaction. Ends early when the mail server is slow; what was not tried is given back.
    """
    ends_at = monotonic() + SECONDS_A_ROUND
    connection = get_connection()
    results: list[Result] = []
    try:
        for together in _mails(messages):
            results += _send(connection, together) if monotonic() < ends_at else _given_back(together)
    finally:
        connection.close()
    return results


def _mails(messages: Sequence[OutboxMessage]) -> Iterator[list[OutboxMessage]]:
    """The messages of each mail: one, or all of a member's digest."""
    digests: dict[object, list[OutboxMessage]] = defaultdict(list)
    for message in messages:
        if message.in_digest:
            digests[message.membership_id].append(message)
        else:
            yield [message]
    yield from digests.values()


def _given_back(messages: Sequence[OutboxMessage]) -> list[Result]:
    return [Result(message, was_tried=False) for message in messages]


def _send(connection: BaseEmailBackend, messages: list[OutboxMessage]) -> list[Result]:
    if write := writer_of(messages[0].event):
        return [_send_written_late(connection, messages[0], write)]
    useless = [message for message in messages if refusal(message)]
    wanted = [message for message in messages if not refusal(message)]
    results = [Result(message, refusal(message), is_final=True) for message in useless]
    if wanted:
        error, is_final = _send_one(connection, wanted)
        results += [Result(message, error, is_final=is_final) for message in wanted]
    return results


def refusal(message: OutboxMessage) -> str:
    """Why a mail is no longer worth sending; "" when it is."""
    member = message.membership
    if member is None or not member.is_active or not member.user.is_active:
        return "no longer a member"
    at = answered_until(message)
    return "the offer has ended" if at is not None and at <= clock.now() else ""


def _send_one(connection: BaseEmailBackend, messages: list[OutboxMessage]) -> tuple[str, bool]:
    write = digest_mail if messages[0].in_digest else letter_mail
    return _posted(connection, lambda: write(messages))


def _send_written_late(connection: BaseEmailBackend, message: OutboxMessage, write: Writer) -> Result:
    try:
        with vendor_scope(message.vendor.id):
            mail = write(message)
    except NoLongerWanted as reason:
        return Result(message, str(reason), is_final=True)
    except Exception:
        log.exception("a mail could not be written")
        return Result(message, "the mail could not be written", is_final=True)
    error, is_final = _posted(connection, lambda: mail)
    return Result(message, error, is_final=is_final)


def _posted(connection: BaseEmailBackend, write: Callable[[], EmailMessage]) -> tuple[str, bool]:
    """Write and send one mail; the error, and whether trying again is of no use."""
    try:
        mail = write()
        mail.connection = connection
        mail.send()
    except AnymailRecipientsRefused:
        return "the address was refused", True
    except AnymailAPIError as error:
        code = error.status_code
        return f"answered {code}", code is not None and 400 <= code < 500 and code not in WORTH_ANOTHER_TRY
    except smtplib.SMTPRecipientsRefused as refused:
        code = max((code for code, _text in refused.recipients.values()), default=550)
        return f"refused with {code}", code >= 500
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        return f"{type(error).__name__}: {error}", False
    except Exception:
        log.exception("a mail could not be written")
        return "the mail could not be written", True
    return "", False
