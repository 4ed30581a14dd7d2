"""Files on a lead."""

from uuid import UUID

from django.utils.translation import gettext as _

from leads.models import Attachment
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound

LARGEST = 5 * 1024 * 1024
MOST = 50
KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def add_attachment(*, lead_id: UUID, partner_id: UUID, name: str, content: bytes, actor: Actor) -> Attachment:
    """Keep a file with the lead, seen by this partner and the vendor.

    The type is told by the name's ending, never by what the browser claims. Raises InvalidInput.
    """
    plain = name.replace("\\", "/").rpartition("/")[2].strip()[:200]
    ending = "." + plain.rpartition(".")[2].lower()
    errors = []
    if ending not in KINDS or plain == ending:
        kinds = ", ".join(sorted(KINDS))
        errors.append(
            FieldError("file", "kind", _("Upload one of these file types: %(kinds)s.") % {"kinds": kinds})
        )
    if not 0 < len(content) <= LARGEST:
        errors.append(FieldError("file", "size", _("The file must not be empty or larger than 5 MB.")))
    if Attachment.objects.filter(lead_id=lead_id, partner_id=partner_id).count() >= MOST:
        errors.append(FieldError("file", "many", _("At most 50 files on one lead.")))
    if errors:
        raise InvalidInput(errors)
    return Attachment.objects.create(
        lead_id=lead_id,
        partner_id=partner_id,
        uploaded_by_id=actor.user_id,
        name=plain,
        content_type=KINDS[ending],
        size_bytes=len(content),
        content=content,
        created_at=clock.now(),
    )


def remove_attachment(*, attachment_id: UUID, partner_id: UUID) -> None:
    """Take a file of one's own away. Raises NotFound."""
    removed, _by_model = Attachment.objects.filter(id=attachment_id, partner_id=partner_id).delete()
    if not removed:
        raise NotFound(_("There is no such file."))
