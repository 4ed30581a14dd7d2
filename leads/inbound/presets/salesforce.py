"""What a Salesforce Web-to-Lead form posts."""

from django.utils.translation import gettext_lazy as _

from leads.inbound.presets.preset import Preset

PRESET = Preset(
    slug="salesforce",
    title=_("Salesforce Web-to-Lead"),
    help=_(
        "Put this address in the form’s “action”, in place of Salesforce’s own, or have your server post the "
        "same fields here as well. The form can be read by everybody, and so can the address."
    ),
    mapping={
        "external_id": "external_id",
        "source": 'lead_source | "salesforce"',
        "campaign": "Campaign_ID",
        "first_name": "first_name",
        "last_name": "last_name",
        "email": "email",
        "phone": "phone | mobile",
        "job_title": "title",
        "company": "company",
        "website": "URL",
        "country": "country_code | country",
        "region": "state_code | state",
        "city": "city",
        "postal_code": "zip",
        "industry": "industry",
        "employees": "employees",
        "need": "description",
    },
    left_out=(
        "oid",
        "retURL",
        "debug",
        "debugEmail",
        "submit",
        "encoding",
        "captcha_settings",
        "g-recaptcha-response",
    ),
    example={
        "oid": "00D000000000001",
        "retURL": "https://www.example.com/thanks",
        "first_name": "Ines",
        "last_name": "Okafor",
        "email": "ines.okafor@example.com",
        "company": "Example Foods",
        "phone": "(512) 555-0188",
        "state": "TX",
        "zip": "78701",
        "country": "US",
        "lead_source": "Web",
        "00N000000000001": "Renewal in spring",
    },
)
