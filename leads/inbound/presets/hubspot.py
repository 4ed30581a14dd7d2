"""Contacts as HubSpot’s workflows post them, or its CRM objects."""

from django.utils.translation import gettext_lazy as _

from leads.inbound.models import Signature
from leads.inbound.presets.preset import Preset


def _property(name: str) -> str:
    """Workflows nest the value, CRM objects do not."""
    return f"properties.{name}.value | properties.{name}"


PRESET = Preset(
    slug="hubspot",
    title="HubSpot",
    help=_(
        "In a workflow, add the action “Send a webhook”, method POST, with this address and “Include all "
        "contact properties”. Choose the request signature and enter your app’s client secret here."
    ),
    signature=Signature.HUBSPOT,
    mapping={
        "external_id": '"hubspot-" + (vid | id)',
        "source": '"hubspot"',
        "campaign": _property("utm_campaign"),
        "first_name": _property("firstname"),
        "last_name": _property("lastname"),
        "email": _property("email"),
        "phone": f"{_property('phone')} | {_property('mobilephone')}",
        "job_title": _property("jobtitle"),
        "company": f"{_property('company')} | {_property('associatedcompanyname')}",
        "website": _property("website"),
        "country": _property("country"),
        "region": _property("state"),
        "city": _property("city"),
        "postal_code": _property("zip"),
        "industry": _property("industry"),
        "employees": _property("numemployees"),
        "languages": _property("hs_language"),
        "need": _property("message"),
        "intent_score": _property("hubspotscore"),
    },
    left_out=(
        "properties.*.versions", "properties.hs_*", "portal-id", "identity-profiles", "list-memberships",
        "form-submissions", "merge-audits", "merged-vids", "is-contact", "canonical-vid", "profile-url",
        "createdAt", "updatedAt", "archived",
    ),
    example={
        "vid": 51001,
        "portal-id": 620001,
        "is-contact": True,
        "properties": {
            "email": {"value": "mara.lindqvist@example.com", "versions": []},
            "firstname": {"value": "Mara", "versions": []},
            "lastname": {"value": "Lindqvist", "versions": []},
            "phone": {"value": "+1 512 555 0142", "versions": []},
            "company": {"value": "Example Timber", "versions": []},
            "country": {"value": "United States", "versions": []},
            "state": {"value": "Texas", "versions": []},
            "numemployees": {"value": "51-200", "versions": []},
            "favourite_colour": {"value": "green", "versions": []},
        },
    },
)  # fmt: skip
