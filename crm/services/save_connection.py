"""Connections to CRMs are made, changed and removed."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from crm.adapters.choose import credentials_of, sealed_credentials
from crm.defaults import DEFAULTS
from crm.merge import GUARDED_POLICIES, OWNED_POLICIES, POLICIES
from crm.models import CrmConnection
from crm.models.connection import FIELD_NAME
from crm.selectors.find import find_connection
from crm.values import ACCOUNTS, GUARDED, MAPPABLE, OUTCOME, OWNED
from leads.models import LeadState
from partners.models import Tier
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.outbox.addresses import check_webhook_url
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

SETTINGS = (
    "base_url", "external_field", "mapping", "policies", "statuses", "account_mapping", "account_field",
    "account_value", "tiers", "sends_leads", "takes_changes", "takes_outcomes", "takes_accounts", "on_erase",
    "pulls_every_minutes", "is_active",
)  # fmt: skip
RESTED: Mapping[str, Any] = {"failures_in_a_row": 0, "rests_until_at": None, "last_error": ""}
OUTCOME_POLICIES = ("ask", "crm", "product")
ACCOUNT_POLICIES = ("crm", "product", "newest", "ask")


@transaction.atomic
def make_connection(
    *, kind: str, base_url: str, credentials: Mapping[str, str], actor: Actor
) -> CrmConnection:
    """A connection with the usual fields of its CRM, and nothing sent yet but what happens from now on.

    Raises InvalidInput.
    """
    defaults = DEFAULTS.get(kind)
    if defaults is None:
        raise InvalidInput([FieldError("kind", "unknown", gettext("Choose a CRM."))])
    if CrmConnection.objects.filter(kind=kind).exists():
        raise InvalidInput([FieldError("kind", "exists", gettext("This CRM is connected already."))])
    connection = CrmConnection(
        kind=kind, base_url=(base_url or defaults.base_url).strip(), **defaults.settings
    )
    _give(connection, credentials)
    _check(connection)
    connection.save()
    audit(actor, AuditAction.ADDED, connection, name=str(connection))
    return connection


@transaction.atomic
def save_connection(
    *, connection_id: UUID, given: Mapping[str, Any], credentials: Mapping[str, str], actor: Actor
) -> CrmConnection:
    """Change settings; credentials that are left empty stay. It is tried at once, even while it rests.

    Raises NotFound, InvalidInput naming the fields.
    """
    connection = find_connection(connection_id)
    changed = [name for name in SETTINGS if name in given and getattr(connection, name) != given[name]]
    for name in changed:
        setattr(connection, name, given[name])
    if _give(connection, credentials):
        changed.append("credentials")
    _check(connection)
    if changed:
        _start_anew(connection, changed)
        connection.save()
        audit(actor, AuditAction.CHANGED, connection, name=str(connection), changes=changed)
    return connection


@transaction.atomic
def remove_connection(*, connection_id: UUID, actor: Actor) -> None:
    """Remove a connection and what is known of its records; the CRM keeps them. Raises NotFound."""
    connection = find_connection(connection_id)
    audit(actor, AuditAction.DELETED, connection, name=str(connection))
    connection.delete()


def _start_anew(connection: CrmConnection, changed: list[str]) -> None:
    """Accounts are read from the beginning where it matters how they are read."""
    for name, value in RESTED.items():
        setattr(connection, name, value)
    connection.next_pull_at = clock.now()
    if {"takes_accounts", "account_mapping", "account_field", "account_value", "tiers"} & set(changed):
        for stream in ("accounts", "companies"):
            connection.cursors.pop(stream, None)


def _give(connection: CrmConnection, credentials: Mapping[str, str]) -> bool:
    """Set the credentials that are given; whether there were any. Raises CrmProblem for unreadable ones."""
    wanted = DEFAULTS[connection.kind].credentials
    given = {name: credentials[name].strip() for name in wanted if credentials.get(name, "").strip()}
    if given:
        kept = credentials_of(connection) if len(given) < len(wanted) else {}
        connection.credentials = sealed_credentials(kept | given)
    return bool(given)


def _check(connection: CrmConnection) -> None:
    errors = [*_of_columns(connection), *_of_address(connection), *_of_credentials(connection)]
    errors += [*_of_mapping(connection), *_of_policies(connection), *_of_lists(connection)]
    if errors:
        raise InvalidInput(errors)


def _of_columns(connection: CrmConnection) -> Iterator[FieldError]:
    left = ("mapping", "policies", "statuses", "account_mapping", "tiers", "credentials", "cursors")
    try:
        connection.clean_fields(exclude=left)
    except ValidationError as invalid:
        for name, messages in invalid.message_dict.items():
            yield from (FieldError(name, "invalid", message) for message in messages)


def _of_address(connection: CrmConnection) -> list[FieldError]:
    try:
        check_webhook_url(connection.base_url, "base_url")
    except InvalidInput as invalid:
        return invalid.errors
    return []


def _of_credentials(connection: CrmConnection) -> Iterator[FieldError]:
    there = credentials_of(connection)
    for name in DEFAULTS[connection.kind].credentials:
        if not there.get(name):
            yield FieldError(name, "required", gettext("Enter it: without it the CRM lets nobody in."))


def _of_mapping(connection: CrmConnection) -> Iterator[FieldError]:
    for group, mapping, known in (
        ("mapping", connection.mapping, MAPPABLE),
        ("account_mapping", connection.account_mapping, ACCOUNTS),
    ):
        for name, remote in mapping.items():
            if name not in known:
                yield FieldError(f"{group}.{name}", "unknown", gettext("There is no such field."))
            elif problem := _wrong_name(remote):
                yield FieldError(f"{group}.{name}", "invalid", problem)
        used = list(mapping.values())
        if group == "mapping" and len(set(used)) < len(used):
            twice = next(remote for remote in used if used.count(remote) > 1)
            words = gettext("“%(field)s” is mapped twice.") % {"field": twice}
            yield FieldError(group, "duplicate", words)


def _wrong_name(remote: Any) -> str:
    try:
        FIELD_NAME(remote)
    except ValidationError as invalid:
        return str(invalid.message)
    return ""


def _of_policies(connection: CrmConnection) -> Iterator[FieldError]:
    for name, policy in connection.policies.items():
        allowed: tuple[str, ...] = OWNED_POLICIES if name in OWNED else POLICIES
        allowed = GUARDED_POLICIES if name in GUARDED else allowed
        allowed = OUTCOME_POLICIES if name == OUTCOME else ACCOUNT_POLICIES if name in ACCOUNTS else allowed
        if policy not in allowed:
            yield FieldError(f"policies.{name}", "unknown", gettext("Choose who wins."))


def _of_lists(connection: CrmConnection) -> Iterator[FieldError]:
    if unknown := set(connection.statuses) - set(LeadState.values):
        yield FieldError("statuses", "unknown", ", ".join(sorted(unknown)))
    slugs = set(Tier.objects.values_list("slug", flat=True))
    for slug in connection.tiers.values():
        if slug not in slugs:
            yield FieldError("tiers", "unknown", gettext("There is no tier “%(slug)s”.") % {"slug": slug})
    if connection.takes_accounts and not connection.account_mapping.get("account_name"):
        words = gettext("Say where the name of a partner account is.")
        yield FieldError("account_mapping.account_name", "required", words)
