"""Which lead each person key belongs to.

Everybody takes keys in one order. So when several posts about a person come at once, one makes the lead.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection

from leads.identity.person import BY_EXTERNAL_ID, PersonKey, person_keys
from leads.models import Lead
from leads.models.known import PersonKey as PersonKeyRow
from leads.sql import MOVE_PERSON_KEYS, OWNERS_OF_PERSON_KEYS, TAKE_PERSON_KEYS
from prm.platform.tenants.scope import current_vendor_id

Owners = dict[UUID, UUID]
"""The digest of a key to the lead that owns it."""


def take_person_keys(wanted: Mapping[UUID, UUID]) -> Owners:
    """Take the keys that no lead has yet; returns the owner of every key. Keys of other leads stay locked.

    Waits for a transaction that has just taken a key. No key
    changes hands until the caller's transaction ends.
    """
    ids = sorted(wanted)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PERSON_KEYS, [current_vendor_id(), ids, [wanted[key] for key in ids]])
        mine = {row[0] for row in cursor.fetchall()}
        owners = {key: wanted[key] for key in mine}
        if len(mine) < len(ids):
            others = [key for key in ids if key not in mine]
            cursor.execute(OWNERS_OF_PERSON_KEYS, [current_vendor_id(), others])
            owners |= dict(cursor.fetchall())
    return owners


def move_person_keys(owners: Mapping[UUID, UUID]) -> None:
    """Give keys, each by its digest, to other leads. The caller has taken or locked them."""
    if not owners:
        return
    ids = sorted(owners)
    with connection.cursor() as cursor:
        cursor.execute(MOVE_PERSON_KEYS, [ids, [owners[key] for key in ids], current_vendor_id()])


def give_person_keys(keys: Iterable[PersonKey], lead: Lead) -> None:
    """Give these keys to this lead, whoever had them."""
    vendor_id = current_vendor_id()
    owners = take_person_keys({key.digest(vendor_id): lead.id for key in keys})
    move_person_keys({key: lead.id for key, owner in owners.items() if owner != lead.id})


def change_person_keys(lead: Lead, before: Iterable[PersonKey]) -> bool:
    """Update the keys of a lead that has changed: take new ones that are free, drop old ones.

    False if its external ID is another lead's.
    """
    vendor_id, known, after = current_vendor_id(), list(before), person_keys(lead)
    if after == known:
        return True
    gone = [key.digest(vendor_id) for key in known if key not in after]
    PersonKeyRow.objects.filter(id__in=gone, lead_id=lead.id).delete()
    owners = take_person_keys({key.digest(vendor_id): lead.id for key in after})
    named = [key.digest(vendor_id) for key in after if key.evidence == BY_EXTERNAL_ID]
    return all(owners[key] == lead.id for key in named)


def drop_person_keys(leads: Sequence[Lead]) -> None:
    """Delete all keys of these leads."""
    PersonKeyRow.objects.filter(lead_id__in=[lead.id for lead in leads]).delete()


def digests_of(leads: Sequence[Lead]) -> list[list[tuple[PersonKey, UUID]]]:
    """For each lead its keys with their digests, the most certain first."""
    vendor_id = current_vendor_id()
    return [[(key, key.digest(vendor_id)) for key in person_keys(lead)] for lead in leads]
