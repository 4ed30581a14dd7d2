"""Who gets which report every Monday."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.scope import vendor_scope
from prm.platform.tenants.services.audit import audit
from routing.batches.selectors.vendor_day import vendor_zone
from routing.reports.models import ReportMail
from routing.reports.selectors.catalogue import BY_NAME
from routing.reports.selectors.four_figures import MONDAY
from routing.reports.selectors.monday import next_monday
from routing.reports.selectors.period import CHOICES

EVENT = "report"


def mail_weekly(*, actor: Actor, report: str, period: str, split: str, email: str) -> ReportMail:
    """Mail a report every Monday; the same address twice changes what it gets. Raises InvalidInput."""
    if split not in _splits(report):
        raise InvalidInput([FieldError("report", "unknown", _("There is no such report."))])
    if period not in dict(CHOICES) or period == "days":
        words = _("Choose a period that moves on, like the last 30 days.")
        raise InvalidInput([FieldError("period", "fixed", words)])
    mail, _is_new = ReportMail.objects.update_or_create(
        report=report,
        email=_address(email),
        defaults={
            "period": period,
            "split": split,
            "created_by_id": actor.user_id,
            "next_at": next_monday(clock.now(), vendor_zone()),
        },
    )
    audit(actor, AuditAction.ADDED, mail, report=report, email=mail.email)
    return mail


def _splits(report: str) -> Sequence[str]:
    """By what a mail can be split: the four figures by nothing, which is ""; none for no report."""
    return ("",) if report == MONDAY else BY_NAME[report].splits if report in BY_NAME else ()


def stop_mail(*, actor: Actor, mail_id: UUID) -> None:
    """Send it no more. Raises NotFound."""
    mail = ReportMail.objects.filter(pk=mail_id).first()
    if mail is None:
        raise NotFound(_("This report is no longer mailed."))
    audit(actor, AuditAction.DELETED, mail, report=mail.report, email=mail.email)
    mail.delete()


def send_due_reports(*, vendor_id: UUID) -> int:
    """Put what is due into the outbox, once; how many. Opens the vendor's scope itself."""
    with vendor_scope(vendor_id):
        now, zone = clock.now(), vendor_zone()
        due = list(ReportMail.objects.select_for_update(skip_locked=True).filter(next_at__lte=now))
        for mail in due:
            _announce(mail)
            mail.next_at = next_monday(now, zone)
            mail.save(update_fields=["next_at"])
    return len(due)


def _announce(mail: ReportMail) -> None:
    OutboxMessage.objects.get_or_create(
        key=f"report:{mail.pk}:{mail.next_at:%Y-%m-%d}",
        defaults={
            "channel": OutboxMessage.Channel.EMAIL,
            "event": EVENT,
            "receiver": mail.email,
            "payload": {"data": {"report_mail_id": str(mail.pk)}},
        },
    )


def _address(email: str) -> str:
    text = email.strip()
    try:
        validate_email(text)
    except ValidationError as error:
        raise InvalidInput([FieldError("email", "invalid", _("Enter an e-mail address."))]) from error
    return text
