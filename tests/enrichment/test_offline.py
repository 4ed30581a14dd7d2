"""What follows from a lead's own fields is filled in, with a record; what was sent stays."""

from typing import Any

import pytest

from leads.enrichment.chain import enrich, providers
from leads.enrichment.services.save_source import save_enrichment
from leads.intake.normalise import read_lead
from leads.models import LaterPost, Lead
from leads.services.correct_lead import correct_lead
from leads.services.receive_leads import receive_lead
from prm.platform.errors import InvalidInput
from tests.people import VendorPeople

WHO = {"last_name": "Doe", "company": "Quillon"}


@pytest.mark.parametrize(
    ("sent", "filled"),
    [
        ({"phone": "+49 30 901820"}, {"country": "DE"}),
        ({"phone": "+1 512 555 0100"}, {"country": "US"}),
        ({"email": "pat@larkspur-networks.example.de"}, {"country": "DE"}),
        ({"website": "https://quillon.co.uk", "email": "pat@quillon.example.com"}, {"country": "GB"}),
        ({"email": "pat@quillon.example.io"}, {}),
        ({"country": "US", "postal_code": "78701"}, {"region": "US-TX", "time_zone": "America/Chicago"}),
        ({"country": "AT"}, {"time_zone": "Europe/Vienna"}),
        ({"country": "FR", "phone": "+49 30 901820"}, {}),
        ({"company": "", "email": "pat@larkspur-networks.example.com"}, {"company": "Larkspur Networks"}),
        ({"company": "", "email": "pat@gmail.com"}, {"company": ""}),
        ({"custom": {"Company Size": "51-200"}}, {"employees": 51}),
        ({"custom": {"Company Size": "many"}}, {"employees": None}),
        ({"employees": 7, "custom": {"headcount": "900"}}, {"employees": 7}),
    ],
)
def test_gaps_are_filled_from_what_is_known(sent: dict[str, Any], filled: dict[str, Any]) -> None:
    done = enrich(read_lead({**WHO, **sent}).lead)
    assert {name: done.lead.values[name] for name in filled} == filled
    recorded = {record["field"]: record["value"] for record in done.records}
    given = {name for name, value in sent.items() if value}
    assert not given & recorded.keys()
    assert {name: value for name, value in recorded.items() if name in filled} == {
        name: value for name, value in filled.items() if value and not sent.get(name)
    }


def test_every_provider_can_be_switched_off_but_for_places() -> None:
    lead = read_lead({"email": "pat@quillon.example.de", "phone": "+49 30 901820"}).lead
    names = [provider.name for provider in providers()]
    assert {"country", "company", "time_zone"} <= {record["field"] for record in enrich(lead).records}
    assert enrich(lead, off=names).records == []
    place = read_lead({**WHO, "country": "US", "postal_code": "78701"}).lead
    assert {record["provider"] for record in enrich(place, off=names).records} == {"place"}


def test_the_vendor_switches_a_provider_off(in_acme: VendorPeople) -> None:
    save_enrichment(off=["phone_country", "place"], milliseconds=500, actor=in_acme.alice_actor)
    in_acme.vendor.refresh_from_db()
    assert (in_acme.vendor.enrichment_off, in_acme.vendor.enrichment_milliseconds) == (["phone_country"], 500)
    sent = WHO | {"phone": "+49 30 901820"}
    assert receive_lead(data=sent, actor=in_acme.alice_actor).country == ""
    with pytest.raises(InvalidInput) as refused:
        save_enrichment(off=[], milliseconds=99, actor=in_acme.alice_actor)
    assert refused.value.errors[0].field == "enrichment_milliseconds"


def test_a_correction_fills_in_anew(in_acme: VendorPeople) -> None:
    lead = receive_lead(data=WHO | {"phone": "+49 30 901820"}, actor=in_acme.alice_actor)
    assert (lead.country, lead.time_zone) == ("DE", "Europe/Berlin")
    lead = correct_lead(lead_id=lead.id, changes={"phone": "+43 1 5880"}, actor=in_acme.alice_actor)
    assert (lead.country, lead.time_zone) == ("AT", "Europe/Vienna")
    lead = correct_lead(lead_id=lead.id, changes={"country": "CH"}, actor=in_acme.alice_actor)
    assert (lead.country, lead.time_zone) == ("CH", "Europe/Zurich")
    assert "country" not in {record["field"] for record in lead.enrichment}


def test_a_later_post_says_only_what_was_sent(in_acme: VendorPeople) -> None:
    first = receive_lead(data=WHO | {"email": "pat@quillon.example.com"}, actor=in_acme.alice_actor)
    again = {"email": "pat@quillon.example.com", "phone": "+49 30 901820"}
    assert receive_lead(data=again, actor=in_acme.alice_actor).id == first.id
    assert set(LaterPost.objects.get().facts) == {"email", "phone"}
    first = Lead.objects.get(id=first.id)
    assert (first.phone, first.country) == ("+4930901820", "DE")
