"""Whose a person's keys are: claimed in one order, so that of several posts at once one makes the lead."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection

from leads.identity.person import BY_EXTERNAL_ID, PersonKey, person_keys
from leads.models import Lead
from leads.models.known import PersonKey as PersonKeyRow
from prm.platform.tenants.scope import current_vendor_id

Owners = dict[UUID, UUID]
"""The digest of a key to the lead that it is of."""

# The order of the ids is the order of the locks. Who comes second waits here until the first has committed.
CLAIM = """
INSERT INTO leads_personkey (vendor_id, id, lead_id)
SELECT %s, given.id, given.lead_id FROM unnest(%s::uuid[], %s::uuid[]) AS given (id, lead_id)
ORDER BY given.id
ON CONFLICT (vendor_id, id) DO NOTHING
RETURNING id
"""
HELD = """
SELECT id, lead_id FROM leads_personkey WHERE vendor_id = %s AND id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
"""
MOVE = """
UPDATE leads_personkey AS known SET lead_id = given.lead_id
FROM unnest(%s::uuid[], %s::uuid[]) AS given (id, lead_id)
WHERE known.vendor_id = %s AND known.id = given.id
"""


def claim_person_keys(wanted: Mapping[UUID, UUID]) -> Owners:
    """Claim keys for leads where nobody has them; whose each one is now. Those of others stay locked.

    The transaction that has just claimed a key is waited for; no key can change hands until ours ends.
    """
    ids = sorted(wanted)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [current_vendor_id(), ids, [wanted[key] for key in ids]])
        mine = {row[0] for row in cursor.fetchall()}
        owners = {key: wanted[key] for key in mine}
        if len(mine) < len(ids):
            cursor.execute(HELD, [current_vendor_id(), [key for key in ids if key not in mine]])
            owners |= dict(cursor.fetchall())
    return owners


def move_person_keys(owners: Mapping[UUID, UUID]) -> None:
    """Give keys, each by its digest, to other leads. The caller has claimed or locked them."""
    if not owners:
        return
    ids = sorted(owners)
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [ids, [owners[key] for key in ids], current_vendor_id()])


def give_person_keys(keys: Iterable[PersonKey], lead: Lead) -> None:
    """These keys are of this lead from now on, whoever had them."""
    vendor_id = current_vendor_id()
    owners = claim_person_keys({key.digest(vendor_id): lead.id for key in keys})
    move_person_keys({key: lead.id for key, owner in owners.items() if owner != lead.id})


def change_person_keys(lead: Lead, before: Iterable[PersonKey]) -> bool:
    """The lead has changed: its new keys are claimed where nobody has them, its old ones given up.

    False if its external ID is another lead's.
    """
    vendor_id, known, after = current_vendor_id(), list(before), person_keys(lead)
    if after == known:
        return True
    gone = [key.digest(vendor_id) for key in known if key not in after]
    PersonKeyRow.objects.filter(id__in=gone, lead_id=lead.id).delete()
    owners = claim_person_keys({key.digest(vendor_id): lead.id for key in after})
    named = [key.digest(vendor_id) for key in after if key.evidence == BY_EXTERNAL_ID]
    return all(owners[key] == lead.id for key in named)


def drop_person_keys(leads: Sequence[Lead]) -> None:
    """Nothing is a key of these leads any more."""
    PersonKeyRow.objects.filter(lead_id__in=[lead.id for lead in leads]).delete()


def digests_of(leads: Sequence[Lead]) -> list[list[tuple[PersonKey, UUID]]]:
    """For each lead its keys with their digests, the surest first."""
    vendor_id = current_vendor_id()
    return [[(key, key.digest(vendor_id)) for key in person_keys(lead)] for lead in leads]
