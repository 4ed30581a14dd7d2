"""Sources are made, changed and removed."""

import secrets
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from leads.fields.catalogue import LEAD_FIELDS
from leads.inbound.expression import read_expression
from leads.inbound.models import InboundSource, Signature
from leads.inbound.paths import WrongPath, read_path
from leads.inbound.presets import preset_named
from leads.inbound.selectors.sources import find_source
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

SETTINGS = (
    "name", "signature", "signature_header", "secret", "leads_path", "mapping", "custom", "keeps_others",
    "left_out", "thanks_url", "keeps_days", "is_active",
)  # fmt: skip
MOST_CUSTOM = 40


@transaction.atomic
def make_source(*, name: str, preset: str, actor: Actor) -> InboundSource:
    """A source with the ready mapping of a product, and an address of its own. Raises InvalidInput."""
    ready = preset_named(preset)
    if ready is None:
        raise InvalidInput([FieldError("preset", "unknown", gettext("Choose who sends it."))])
    source = InboundSource(
        name=name.strip(),
        preset=ready.slug,
        token=secrets.token_urlsafe(32),
        verify_token=secrets.token_urlsafe(24),
        signature=ready.signature,
        signature_header=ready.header,
        leads_path=ready.leads_path,
        mapping=dict(ready.mapping),
        left_out="\n".join(ready.left_out),
    )
    # Until its secret is entered, everybody who knows the address would be refused: say so on the page.
    _check(source)
    source.save()
    audit(actor, AuditAction.ADDED, source, name=source.name)
    return source


@transaction.atomic
def save_source(*, source_id: UUID, given: dict[str, Any], actor: Actor) -> InboundSource:
    """Change a source's settings and mapping. Raises NotFound, InvalidInput naming the fields."""
    source = find_source(source_id)
    changed = [name for name in SETTINGS if name in given and getattr(source, name) != given[name]]
    for name in changed:
        setattr(source, name, given[name])
    _check(source, is_complete=True)
    if changed:
        source.save()
        audit(actor, AuditAction.CHANGED, source, name=source.name, changes=changed)
    return source


@transaction.atomic
def new_address(*, source_id: UUID, actor: Actor) -> InboundSource:
    """Give the source another secret address; the one before is refused from now on. Raises NotFound."""
    source = find_source(source_id)
    source.token = secrets.token_urlsafe(32)
    source.save(update_fields=["token"])
    audit(actor, AuditAction.CHANGED, source, name=source.name, changes=["token"])
    return source


@transaction.atomic
def remove_source(*, source_id: UUID, actor: Actor) -> None:
    """Remove a source with its payloads; its leads stay. Raises NotFound."""
    source = find_source(source_id)
    audit(actor, AuditAction.DELETED, source, name=source.name)
    source.delete()


def note_refusal(source: InboundSource, code: str) -> None:
    """Remember that a call was refused, and why, for the source's page."""
    InboundSource.objects.filter(id=source.id).update(refused_code=code, refused_at=clock.now())


def _check(source: InboundSource, *, is_complete: bool = False) -> None:
    errors = [*_of_columns(source), *_of_mapping(source)]
    if is_complete:
        errors += _of_signature(source)
    if errors:
        raise InvalidInput(errors)


def _of_columns(source: InboundSource) -> list[FieldError]:
    try:
        source.clean_fields(exclude=["mapping", "custom"])
    except ValidationError as invalid:
        return [
            FieldError(name, "invalid", message)
            for name, messages in invalid.message_dict.items()
            for message in messages
        ]
    return []


def _of_signature(source: InboundSource) -> list[FieldError]:
    missing = []
    if source.signature != Signature.NONE and not source.secret:
        missing.append(FieldError("secret", "required", gettext("Enter the secret that it signs with.")))
    if source.signature in (Signature.HMAC, Signature.SHARED) and not source.signature_header:
        missing.append(FieldError("signature_header", "required", gettext("Name the header.")))
    return missing


def _of_mapping(source: InboundSource) -> list[FieldError]:
    found = [FieldError("leads_path", "mapping", why) for why in _wrong_paths(source.leads_path)]
    for group, texts in (("mapping", source.mapping), ("custom", source.custom)):
        found += [
            FieldError(f"{group}.{name}", "mapping", why)
            for name, text in texts.items()
            if (why := wrong_expression(text))
        ]
    if unknown := set(source.mapping) - set(LEAD_FIELDS):
        found.append(FieldError("mapping", "unknown_field", ", ".join(sorted(unknown))))
    if len(source.custom) > MOST_CUSTOM:
        words = gettext("Name at most %(most)d custom fields.") % {"most": MOST_CUSTOM}
        found.append(FieldError("custom", "too_many", words))
    return found


def _wrong_paths(text: str) -> list[str]:
    try:
        for path in filter(None, map(str.strip, text.split("|"))):
            read_path(path)
    except WrongPath as wrong:
        return [str(wrong)]
    return []


def wrong_expression(text: str) -> str:
    """What is wrong with an expression; "" if nothing is."""
    try:
        read_expression(text)
    except WrongPath as wrong:
        return str(wrong)
    return ""
