"""How a new connection is set up: the usual fields of each CRM, to be changed on its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from crm.models import CrmKind


@dataclass(frozen=True)
class Defaults:
    """Where it is, which credentials it takes, and which of its fields are used for what."""

    base_url: str
    credentials: tuple[str, ...]
    settings: Mapping[str, Any]


SALESFORCE: Final = Defaults(
    base_url="",
    credentials=("client_id", "client_secret"),
    settings={
        "external_field": "PRM_Lead_Id__c",
        "mapping": {
            "first_name": "FirstName",
            "last_name": "LastName",
            "email": "Email",
            "phone": "Phone",
            "job_title": "Title",
            "company": "Company",
            "website": "Website",
            "city": "City",
            "postal_code": "PostalCode",
            "employees": "NumberOfEmployees",
            "source": "LeadSource",
            "need": "Description",
            "status": "Status",
            "partner": "PRM_Partner__c",
            "locked": "PRM_Locked__c",
        },
        "statuses": {
            "new": "Open - Not Contacted",
            "review": "Open - Not Contacted",
            "offered": "Open - Not Contacted",
            "accepted": "Working - Contacted",
            "in_progress": "Working - Contacted",
            "lost": "Closed - Not Converted",
        },
        "account_mapping": {
            "account_name": "Name",
            "account_website": "Website",
            "account_tier": "PRM_Tier__c",
        },
        "account_field": "Type",
        "account_value": "Channel Partner / Reseller",
    },
)
HUBSPOT: Final = Defaults(
    base_url="https://api.hubapi.com",
    credentials=("token",),
    settings={
        "external_field": "prm_lead_id",
        "mapping": {
            "first_name": "firstname",
            "last_name": "lastname",
            "email": "email",
            "phone": "phone",
            "job_title": "jobtitle",
            "company": "company",
            "website": "website",
            "city": "city",
            "postal_code": "zip",
            "status": "hs_lead_status",
            "partner": "prm_partner",
            "locked": "prm_locked",
        },
        "statuses": {
            "new": "NEW",
            "review": "NEW",
            "offered": "OPEN",
            "accepted": "IN_PROGRESS",
            "in_progress": "IN_PROGRESS",
            "won": "OPEN_DEAL",
            "lost": "UNQUALIFIED",
        },
        "account_mapping": {
            "account_name": "name",
            "account_website": "domain",
            "account_tier": "partner_tier",
        },
        "account_field": "type",
        "account_value": "PARTNER",
    },
)
DEFAULTS: Final[Mapping[str, Defaults]] = {
    CrmKind.SALESFORCE.value: SALESFORCE,
    CrmKind.HUBSPOT.value: HUBSPOT,
}
