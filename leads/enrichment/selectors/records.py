"""What was filled in on a lead, by whom, and what stays when the lead is corrected."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from leads.enrichment.chain import providers, record_of
from leads.fields.catalogue import LEAD, LEAD_FIELDS
from leads.intake.normalise import CleanLead
from leads.models import Lead
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id

ASKED: Final = "http"
Record = Mapping[str, Any]
_PLACE: Final = {"country", "region", "city", "postal_code", "latitude", "longitude"}


def enrichment_off() -> list[str]:
    """The providers that the vendor has switched off."""
    return list(Vendor.objects.values_list("enrichment_off", flat=True).get(id=current_vendor_id()))


def stated(lead: Lead) -> dict[str, Any]:
    """The lead's fields as somebody sent them: what was filled in is left out."""
    fields = {name: getattr(lead, name) for name in LEAD_FIELDS}
    for record in lead.enrichment:
        if fields[record["field"]] == LEAD[record["field"]].stored(record["value"]):
            fields[record["field"]] = LEAD[record["field"]].stored(LEAD[record["field"]].absent)
    return fields


def gaps_of(lead: Lead, fields: Collection[str]) -> set[str]:
    """Which of the fields nobody has sent; a place comes as a whole or not at all."""
    has = stated(lead)
    gaps = {name for name in fields if has[name] == LEAD[name].stored(LEAD[name].absent)}
    return gaps - _PLACE if has["country"] or has["city"] or has["postal_code"] else gaps


def follows(lead: Lead) -> list[Record]:
    """Records of what follows from the lead's other fields, and is filled in anew when they change."""
    names = {provider.name for provider in providers()}
    return [record for record in lead.enrichment if record["provider"] in names]


def found_records(lead: CleanLead, found_by: Mapping[str, str]) -> list[Record]:
    """Records of what sources answered: field to the name of the source, for those that could be read."""
    return [
        record_of(name, LEAD[name].stored(lead.values[name]), ASKED, source)
        for name, source in found_by.items()
        if lead.values[name] != LEAD[name].absent
    ]


def kept_records(lead: Lead, changes: Mapping[str, Any]) -> list[Record]:
    """Records of what others answered, of fields that a correction leaves as they are."""
    names = {provider.name for provider in providers()}
    return [
        record
        for record in lead.enrichment
        if record["provider"] not in names and record["field"] not in changes
    ]
