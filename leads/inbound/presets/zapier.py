"""Flat fields, as Zapier and other connectors post them."""

from django.utils.translation import gettext_lazy as _

from leads.inbound.models import Signature
from leads.inbound.presets.preset import Preset

PRESET = Preset(
    slug="zapier",
    title=_("Zapier, Make and other connectors"),
    help=_(
        "Add the action “Webhooks by Zapier”, POST, with this address, payload type JSON or form, and one "
        "line of data for each field, named as lead fields are. Add a header with a secret of your choice."
    ),
    signature=Signature.SHARED,
    header="X-Webhook-Secret",
    mapping={
        "external_id": 'external_id | "zapier-" + id',
        "source": 'source | "zapier"',
        "campaign": "campaign | utm_campaign",
        "first_name": "first_name | firstName | first_word(full_name | name)",
        "last_name": "last_name | lastName | other_words(full_name | name)",
        "email": "email | email_address",
        "phone": "phone | phone_number",
        "job_title": "job_title | title",
        "company": "company | company_name",
        "website": "website | url",
        "country": "country",
        "region": "region | state",
        "city": "city",
        "postal_code": "postal_code | zip",
        "industry": "industry",
        "products": "products | product",
        "employees": "employees | company_size",
        "estimated_value": "estimated_value | value",
        "currency": "currency",
        "timeline": "timeline",
        "need": "need | message | notes",
        "partner_campaign": "partner_campaign",
        "consent": "consent",
    },
    example={
        "id": "sheet-row-12",
        "name": "Jonas Petit",
        "email": "jonas.petit@example.com",
        "company": "Example Vineyards",
        "country": "France",
        "message": "Wants to replace two firewalls by summer.",
        "booth": "Hall 4",
    },
)
