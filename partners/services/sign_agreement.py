"""A partner signs the vendor's rules of engagement."""

import hashlib
from uuid import UUID

from django.utils.translation import gettext as _

from partners.models import Agreement, Partner, Signature
from prm.platform import clock
from prm.platform.errors import FieldError, InvalidInput, NotFound, NotPossible


def sign_agreement(
    *,
    partner_id: UUID,
    agreement_id: UUID,
    text_digest: str,
    signed_name: str,
    user_id: UUID,
    address: str | None,
) -> Signature:
    """Record who signed which text, when and from where; leads come from then on. Twice: the first stands.

    `text_digest` is `digest_of` the text that was shown. Raises InvalidInput, NotFound, or NotPossible
    (`superseded`: a newer version is there; `text_changed`: another text than the one shown).
    """
    name = signed_name.strip()
    if not name or len(name) > 200:
        raise InvalidInput([FieldError("signed_name", "required", _("Write your full name."))])
    agreement = _current(agreement_id)
    if text_digest != digest_of(agreement):
        raise NotPossible(_("The text has changed. Read it again before signing."), code="text_changed")
    signature, _is_new = Signature.objects.get_or_create(
        agreement=agreement,
        partner=Partner.objects.get(id=partner_id),
        defaults={
            "user_id": user_id,
            "signed_name": name,
            "signed_at": clock.now(),
            "address": address,
            "text_sha256": text_digest,
        },
    )
    Partner.objects.filter(id=partner_id).update(updated_at=clock.now())
    return signature


def digest_of(agreement: Agreement) -> str:
    """SHA-256 of title and text, as stored with a signature."""
    return hashlib.sha256(f"{agreement.title}\n{agreement.body}".encode()).hexdigest()


def _current(agreement_id: UUID) -> Agreement:
    current = Agreement.objects.filter(published_at__isnull=False).order_by("-number").first()
    if current is None or not Agreement.objects.filter(id=agreement_id, published_at__isnull=False).exists():
        raise NotFound(_("There is nothing to sign."))
    if current.id != agreement_id:
        raise NotPossible(_("A newer version has been published. Read and sign that one."), code="superseded")
    return current
