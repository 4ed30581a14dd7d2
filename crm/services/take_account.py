"""A partner's account in the CRM makes or changes a partner."""

from typing import Any

from django.utils.translation import gettext

from crm.adapters.adapter import RemoteAccount
from crm.merge import CRM_WINS, Merged, Ours, Terms, Theirs, merge
from crm.models import CrmConflict, CrmConnection, CrmRecord, RecordState
from crm.selectors.partner_values import known_partner, partner_values, tier_named
from crm.services.crm_actor import crm_actor
from crm.services.mark_records import mark_leads_of
from crm.services.save_sent import link, unlink, write_conflicts
from crm.values import (
    ACCOUNT_ACTIVE,
    ACCOUNT_NAME,
    ACCOUNT_TIER,
    ACCOUNT_WEBSITE,
    ACCOUNTS,
    Value,
    digest,
    plain,
)
from partners.models import Partner, PartnerStatus
from partners.services.save_partner import change_partner, create_partner
from prm.platform import clock
from prm.platform.cleaning.company import clean_website
from prm.platform.cleaning.refusal import Refused
from prm.platform.errors import FieldError, InvalidInput, ProductError
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit


def take_account(connection: CrmConnection, remote: RemoteAccount) -> None:
    """Make or change the partner of an account; unlink it, or link it anew, where the account is gone.

    A partner is known by its record, by its external ID, or by its name where it has no external ID. When an
    account is deleted, its partner stays as it is. Needs the vendor's scope.
    """
    record = _record(connection, remote)
    if remote.is_deleted or remote.merged_into:
        _gone(record, remote)
        return
    try:
        _take(connection, record, remote)
    except ProductError as refused:
        record.state, record.last_error = RecordState.FAILED, str(refused)
    record.save()


def _record(connection: CrmConnection, remote: RemoteAccount) -> CrmRecord:
    records = CrmRecord.objects.select_for_update(no_key=True, of=("self",)).filter(connection=connection)
    known = records.filter(remote_id=remote.remote_id).first()
    if known is not None:
        return known
    partner = known_partner(remote)
    record = records.filter(partner=partner).first() if partner else None
    record = record or CrmRecord(connection=connection, partner=partner)
    record.remote_id, record.name = remote.remote_id, plain("", remote.values.get(ACCOUNT_NAME))[:200]
    return record


def _gone(record: CrmRecord, remote: RemoteAccount) -> None:
    if record._state.adding:
        return
    if remote.merged_into:
        link(record, remote.merged_into)
        record.seen = {}
    else:
        unlink(record, gettext("The account was deleted in the CRM. The partner stays as it is."))
    record.save()


def _take(connection: CrmConnection, record: CrmRecord, remote: RemoteAccount) -> None:
    partner = record.partner
    if partner is None:
        partner, merged = _make(connection, remote), Merged()
        record.partner = partner
    else:
        merged = _merged(connection, record, partner, remote)
        partner = _change(connection, partner, merged)
    is_new = record._state.adding
    record.save()
    if is_new or ACCOUNT_NAME in merged.take:
        mark_leads_of(partner.id)
    write_conflicts(record, merged)
    _in_step(record, partner, remote)


def _merged(connection: CrmConnection, record: CrmRecord, partner: Partner, remote: RemoteAccount) -> Merged:
    policies = dict.fromkeys(ACCOUNTS, CRM_WINS) | dict(connection.policies)
    asked = CrmConflict.objects.filter(record=record, resolved_at=None).values_list("field", flat=True)
    seen = {name: (pair[0], pair[1]) for name, pair in record.seen.items()}
    ours = {
        name: value for name, value in partner_values(partner, connection).items() if name in remote.values
    }
    return merge(
        Ours(ours, partner.updated_at),
        Theirs(remote.values, remote.changed_at),
        seen,
        Terms(key=record.id, policies=policies, asked=frozenset(asked)),
    )


def _in_step(record: CrmRecord, partner: Partner, remote: RemoteAccount) -> None:
    """Both sides as they are; of a field with an open conflict, as they were."""
    opened = set(CrmConflict.objects.filter(record=record, resolved_at=None).values_list("field", flat=True))
    ours = partner_values(partner, record.connection)
    for name, value in remote.values.items():
        if name not in opened:
            record.seen[name] = [digest(record.id, name, ours[name]), digest(record.id, name, value)]
    record.state = RecordState.CONFLICT if opened else RecordState.SYNCED
    record.last_error, record.synced_at, record.remote_at = "", clock.now(), remote.changed_at


def _make(connection: CrmConnection, remote: RemoteAccount) -> Partner:
    fields = fields_of(connection, remote.values)
    if not fields.get("name"):
        raise InvalidInput([FieldError("name", "required", gettext("The account has no name."))])
    if "tier" not in fields:
        fields["tier"] = tier_named(connection, None)
    partner = create_partner(fields={**fields, "external_id": remote.remote_id})
    audit(crm_actor(connection.id), AuditAction.ADDED, partner, name=partner.name, crm=connection.kind)
    return partner


def _change(connection: CrmConnection, partner: Partner, merged: Merged) -> Partner:
    fields = fields_of(connection, merged.take, partner)
    if not fields:
        return partner
    changed = change_partner(partner_id=partner.id, fields=fields)
    names = sorted(fields)
    actor = crm_actor(connection.id)
    audit(actor, AuditAction.CHANGED, changed, name=changed.name, changes=names, crm=connection.kind)
    return changed


def fields_of(
    connection: CrmConnection, values: dict[str, Value] | Any, partner: Partner | None = None
) -> dict[str, Any]:
    """Fields of a partner, as its service takes them. Raises InvalidInput for a tier that nobody mapped."""
    fields: dict[str, Any] = {}
    if name := plain(ACCOUNT_NAME, values.get(ACCOUNT_NAME)):
        fields["name"] = name[:200]
    if plain(ACCOUNT_TIER, values.get(ACCOUNT_TIER)):
        fields["tier"] = tier_named(connection, values[ACCOUNT_TIER])
    if ACCOUNT_WEBSITE in values and (website := _website(values[ACCOUNT_WEBSITE])) is not None:
        fields["website"] = website
    if ACCOUNT_ACTIVE in values:
        fields |= _status(plain(ACCOUNT_ACTIVE, values[ACCOUNT_ACTIVE]) in ACTIVE_WORDS, partner)
    return fields


ACTIVE_WORDS = ("true", "yes", "Yes", "1", "active", "Active", "ACTIVE")


def _status(is_active: bool, partner: Partner | None) -> dict[str, PartnerStatus]:
    """Paused and on probation are ways of being active that the CRM does not know."""
    if not is_active:
        return {"status": PartnerStatus.INACTIVE}
    is_inactive = partner is not None and partner.status == PartnerStatus.INACTIVE
    return {"status": PartnerStatus.ACTIVE} if is_inactive or partner is None else {}


def _website(value: Value) -> str | None:
    """In its normal form; None for one that cannot be read, which is left out."""
    try:
        return clean_website(str(value)) if value else ""
    except Refused:
        return None
