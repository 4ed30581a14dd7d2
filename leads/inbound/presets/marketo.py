"""Leads as a Marketo webhook’s template writes them, under the field names of its REST API."""

from django.utils.translation import gettext_lazy as _

from leads.inbound.models import Signature
from leads.inbound.presets.preset import Preset

PRESET = Preset(
    slug="marketo",
    title="Marketo",
    help=_(
        "Under Admin, Webhooks, make a webhook with this address, request type POST and request encoding "
        "JSON. Its template names the fields as the example does, with tokens for values: "
        '{"email": {{lead.Email Address}}, …}. Add a custom header with a secret of your choice.'
    ),
    signature=Signature.SHARED,
    header="X-Webhook-Secret",
    mapping={
        "external_id": '"marketo-" + (id | leadId)',
        "source": 'leadSource | "marketo"',
        "campaign": "campaign | campaignName | acquisitionProgram",
        "first_name": "firstName",
        "last_name": "lastName",
        "email": "email",
        "phone": "phone | mobilePhone",
        "job_title": "title",
        "company": "company",
        "website": "website",
        "country": "country",
        "region": "state",
        "city": "city",
        "postal_code": "postalCode",
        "industry": "industry",
        "employees": "numberOfEmployees",
        "need": "comments",
    },
    left_out=("updatedAt", "createdAt", "cookies"),
    example={
        "id": 318,
        "firstName": "Tomas",
        "lastName": "Varga",
        "email": "tomas.varga@example.com",
        "phone": "+49 30 5550142",
        "company": "Beispiel Werke GmbH",
        "title": "Head of IT",
        "country": "Germany",
        "postalCode": "10115",
        "numberOfEmployees": 340,
        "leadSource": "Webinar",
        "leadScore": 74,
    },
)
