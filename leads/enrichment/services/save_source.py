"""Sources are made, changed, tried and removed; offline providers are switched on and off."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from leads.enrichment.asked.address import check_address
from leads.enrichment.asked.ask import PURPOSE
from leads.enrichment.asked.memory import note_success
from leads.enrichment.chain import providers
from leads.enrichment.models import EnrichmentSource
from leads.enrichment.selectors.sources import FILLABLE, find_source
from leads.inbound.services.save_source import wrong_expression
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.sealed import seal
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.tenants.services.audit import audit

SETTINGS: Final = ("name", "address", "header", "mapping", "position", "cache_hours", "is_active")
MOST_SOURCES: Final = 10


@transaction.atomic
def make_source(*, name: str, address: str, actor: Actor) -> EnrichmentSource:
    """A source without a mapping: it is asked once it has one. Raises InvalidInput."""
    if EnrichmentSource.objects.count() >= MOST_SOURCES:
        words = gettext("There are %(n)d sources already. Remove one first.") % {"n": MOST_SOURCES}
        raise InvalidInput([FieldError("name", "too_many", words)])
    source = EnrichmentSource(name=name.strip(), address=address.strip())
    source.position = EnrichmentSource.objects.count() + 1
    _check(source)
    source.save()
    _note_sources()
    audit(actor, AuditAction.ADDED, source, name=source.name)
    return source


@transaction.atomic
def save_source(
    *, source_id: UUID, given: Mapping[str, Any], secret: str = "", actor: Actor
) -> EnrichmentSource:
    """Change a source; an empty `secret` stays as it is. It is asked at once, even if it rests.

    Raises NotFound, InvalidInput naming the fields.
    """
    source = find_source(source_id)
    changed = [name for name in SETTINGS if name in given and getattr(source, name) != given[name]]
    for name in changed:
        setattr(source, name, given[name])
    if secret:
        source.secret = seal(secret, PURPOSE)
        changed.append("secret")
    _check(source)
    if changed:
        source.save()
        _note_sources()
        transaction.on_commit(lambda: note_success(source), robust=True)
        audit(actor, AuditAction.CHANGED, source, name=source.name, changes=changed)
    return source


@transaction.atomic
def remove_source(*, source_id: UUID, actor: Actor) -> None:
    """Remove a source; what it has filled in stays. Raises NotFound."""
    source = find_source(source_id)
    audit(actor, AuditAction.DELETED, source, name=source.name)
    source.delete()
    _note_sources()


def save_sample(source: EnrichmentSource, body: Any) -> None:
    """Keep the answer of a try, for the preview."""
    EnrichmentSource.objects.filter(id=source.id).update(sample=body)


@transaction.atomic
def save_enrichment(*, off: Collection[str], milliseconds: int, actor: Actor) -> None:
    """Which offline providers are off, and how long a lead waits for sources. Raises InvalidInput."""
    vendor = Vendor.objects.get(pk=current_vendor_id())
    known = {provider.name for provider in providers() if provider.is_optional}
    before = (vendor.enrichment_off, vendor.enrichment_milliseconds)
    vendor.enrichment_off = sorted(known & set(off))
    vendor.enrichment_milliseconds = milliseconds
    try:
        vendor.clean_fields(
            exclude={field.name for field in Vendor._meta.fields} - {"enrichment_milliseconds"}
        )
    except ValidationError as invalid:
        raise InvalidInput(list(_told(invalid))) from invalid
    if before != (vendor.enrichment_off, vendor.enrichment_milliseconds):
        changes = ["enrichment_off", "enrichment_milliseconds"]
        vendor.save(update_fields=changes)
        audit(actor, AuditAction.CHANGED, vendor, name=vendor.name, changes=changes)


def _note_sources() -> None:
    """Intake looks at the vendor only."""
    has = EnrichmentSource.objects.filter(is_active=True).exclude(mapping={}).exists()
    Vendor.objects.filter(pk=current_vendor_id()).update(has_enrichment_sources=has)


def _check(source: EnrichmentSource) -> None:
    errors = [*_of_columns(source), *_of_mapping(source.mapping)]
    try:
        check_address(source.address)
    except InvalidInput as refused:
        errors += refused.errors
    if EnrichmentSource.objects.filter(name__iexact=source.name).exclude(id=source.id).exists():
        errors.append(FieldError("name", "taken", gettext("Another source has this name.")))
    if errors:
        raise InvalidInput(errors)


def _of_columns(source: EnrichmentSource) -> Iterator[FieldError]:
    try:
        source.clean_fields(exclude=["mapping", "sample"])
    except ValidationError as invalid:
        yield from _told(invalid)


def _told(invalid: ValidationError) -> Iterator[FieldError]:
    for name, messages in invalid.message_dict.items():
        for message in messages:
            yield FieldError(name, "invalid", message)


def _of_mapping(mapping: Mapping[str, str]) -> Iterator[FieldError]:
    for name, text in mapping.items():
        if name not in FILLABLE:
            yield FieldError(f"mapping.{name}", "unknown_field", gettext("This field cannot be filled in."))
        elif why := wrong_expression(text):
            yield FieldError(f"mapping.{name}", "mapping", why)
