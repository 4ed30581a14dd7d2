"""The statements that make a long past out of a short one: copies of ended leads, with their offers.

A copy has a number, an id that follows from it, and lies some time further back than its template.
"""

from django.db.models import Model

from leads.models import Lead
from routing.models import Offer

# The copies that are wanted. Index: lead_external_once.
_COPIES = """
WITH template AS (
  SELECT row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS templates, id
  FROM leads_lead
  WHERE vendor_id = %(vendor)s AND external_id LIKE 'T%%'
    AND state IN ('won', 'lost', 'nurture', 'duplicate')
), copy AS (
  SELECT n, id, %(span)s * ((n * 7919) %% 100003 / 100003.0) AS moved, md5('lead' || n)::uuid AS new_id
  FROM generate_series(%(first)s::int, %(first)s + %(count)s - 1) AS n
  JOIN template ON place = n %% templates
)
"""
# What differs in a copy of a lead.
_LEAD = {
    "id": "new_id",
    "external_id": "'B' || n",
    "email": "'dana' || n || '@company' || n || '.example.com'",
    "company": "'Company ' || n",
    "website": "'https://company' || n || '.example.com'",
    "account_key": "'company' || n || '.example.com'",
    "company_keys": "ARRAY['d:company' || n || '.example.com']",
    **{name: f"row.{name} - moved" for name in ("received_at", "offered_at", "accepted_at", "closed_at")},
    "changed_at": "row.received_at - moved",
}
# What differs in a copy of an offer.
_OFFER = {
    "id": "md5('offer' || n)::uuid",
    "lead_id": "new_id",
    **{
        name: f"row.{name} - moved"
        for name in ("offered_at", "visible_at", "deadline_at", "accepted_at", "first_action_at", "closed_at")
    },
}


def _insert(model: type[Model], changed: dict[str, str], joined: str) -> str:
    table = model._meta.db_table
    kept = [str(field.column) for field in model._meta.local_fields if field.column not in changed]
    names = ", ".join([*changed, *kept])
    values = ", ".join([*changed.values(), *(f"row.{name}" for name in kept)])
    return (
        f"{_COPIES} INSERT INTO {table} ({names}) SELECT {values} FROM copy JOIN {table} AS row ON {joined}"
    )


# Copies of leads that have ended. Index: lead_external_once, leads_lead_pkey.
COPY_LEADS = _insert(Lead, _LEAD, "row.vendor_id = %(vendor)s AND row.id = copy.id")
# Copies of their offers. Index: lead_external_once, offer_of_lead.
COPY_OFFERS = _insert(Offer, _OFFER, "row.vendor_id = %(vendor)s AND row.lead_id = copy.id")
