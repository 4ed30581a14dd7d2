"""Leads of Facebook and Instagram lead ads, as the Graph API gives them."""

from django.utils.translation import gettext_lazy as _

from leads.inbound.models import Signature
from leads.inbound.presets.preset import Preset


def _answer(name: str) -> str:
    return f"field_data[name={name}].values[0]"


PRESET = Preset(
    slug="facebook",
    title=_("Facebook lead ads"),
    help=_(
        "Subscribe your app’s webhook to “leadgen” with this address and the verify token below, and enter "
        "your app secret. Facebook’s notification only names a lead: let your connector fetch the lead from "
        "the Graph API and post it here as it is, with its “field_data”."
    ),
    signature=Signature.HMAC,
    header="X-Hub-Signature-256",
    is_challenged=True,
    leads_path="data[] | entry[].changes[].value",
    mapping={
        "external_id": '"facebook-" + id',
        "source": '"facebook"',
        "campaign": "campaign_name | campaign_id",
        "first_name": f"{_answer('first_name')} | first_word({_answer('full_name')})",
        "last_name": f"{_answer('last_name')} | other_words({_answer('full_name')})",
        "email": "field_data[name=email].values[0] | field_data[name=work_email].values[0]",
        "phone": "field_data[name=phone_number].values[0] | field_data[name=work_phone_number].values[0]",
        "job_title": "field_data[name=job_title].values[0]",
        "company": "field_data[name=company_name].values[0]",
        "country": "field_data[name=country].values[0]",
        "region": "field_data[name=state].values[0] | field_data[name=province].values[0]",
        "city": "field_data[name=city].values[0]",
        "postal_code": "field_data[name=zip_code].values[0] | field_data[name=post_code].values[0]",
    },
    left_out=("created_time", "is_organic", "platform", "page_id", "adgroup_id", "field_data[*].name"),
    example={
        "id": "700000000000042",
        "created_time": "2026-03-02T09:15:00+0000",
        "form_id": "800000000000007",
        "campaign_name": "Spring refresh",
        "field_data": [
            {"name": "full_name", "values": ["Lea Marchetti"]},
            {"name": "email", "values": ["lea.marchetti@example.com"]},
            {"name": "phone_number", "values": ["+15125550117"]},
            {"name": "company_name", "values": ["Example Optics"]},
            {"name": "how_many_sites_do_you_have?", "values": ["12"]},
        ],
    },
)
