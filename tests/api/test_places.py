"""Where a lead is and who sells there, posted as it comes: the partner whose territory covers it gets it."""

from typing import Any

import pytest
from django.test import Client

from leads.models import Lead
from prm.platform import clock
from routing.batches.selectors.lead_facts import facts_of_leads
from routing.batches.selectors.routing_inputs import inputs_at
from routing.engine import compile_policy
from tests.factories import TierFactory
from tests.people import VendorPeople

IN = [
    ({"country": "DE", "postal_code": "D-10115"}, {"country": "DE", "postal_prefix": "10"}),
    ({"country": "GB", "region": "GB-LND"}, {"country": "GB", "region": "GB-ENG"}),
    ({"country": "FR", "region": "Paris"}, {"country": "FR", "region": "FR-IDF"}),
    ({"country": "US", "region": "US-PR"}, {"country": "PR"}),
    ({"country": "PR"}, {"country": "US", "region": "US-PR"}),
    ({"country": "CN", "region": "CN-HK"}, {"country": "HK"}),
    ({"country": "GB", "postal_code": "e14 5ab"}, {"country": "UK", "postal_prefix": "E14"}),
    ({"country": "GB", "postal_code": "E1W 1AA"}, {"country": "England", "postal_prefix": "e1"}),
    ({"country": "Espana", "region": "Barcelona"}, {"country": "Spain", "region": "Cataluna"}),
    ({"country": "US", "postal_code": 2139}, {"country": "US", "postal_prefix": "021"}),
    ({"country": "IN", "region": "IN-TG"}, {"country": "IN", "region": "Telangana"}),
    ({"country": "Wales"}, {"country": "Wales"}),
]
NOT_IN = [
    ({"country": "DE", "postal_code": "1067"}, {"country": "DE", "postal_prefix": "10"}),
    ({"country": "GB", "postal_code": "BT1 1AA"}, {"country": "GB", "postal_prefix": "B"}),
    ({"country": "GB", "postal_code": "E14 5AB"}, {"country": "GB", "postal_prefix": "E1"}),
    ({"country": "GB", "region": "GB-SCT"}, {"country": "GB", "region": "GB-ENG"}),
]
CASES = [(*case, True) for case in IN] + [(*case, False) for case in NOT_IN]


def post(client: Client, people: VendorPeople, path: str, data: Any) -> Any:
    return client.post(f"/api/v1/{path}/", data, content_type="application/json", headers=people.bearer)


def covers(partner_id: str, lead_id: str) -> bool:
    """Whether a territory of the partner covers the lead, as routing sees both."""
    now, lead = clock.now(), Lead.objects.get(pk=lead_id)
    inputs = inputs_at(now)
    version = compile_policy({"rules": [{"name": "all", "then": "review"}], "pools": {}}, number=1)
    [facts] = facts_of_leads([lead], version, inputs, now)
    position = inputs.partner_table.find(partner_id)
    assert position is not None
    return bool(inputs.partner_table.territories.cover(facts).levels[position])


@pytest.mark.parametrize(("lead", "territory", "is_inside"), CASES)
def test_a_lead_is_in_the_territory_or_not(
    client: Client, in_acme: VendorPeople, lead: dict[str, Any], territory: dict[str, Any], is_inside: bool
) -> None:
    partner = {"name": "Larkspur", "tier": TierFactory().slug, "territories": [territory]}
    made = post(client, in_acme, "partners", partner)
    assert made.status_code == 201, made.content
    posted = post(client, in_acme, "leads", {"email": "a@b-example.com", **lead})
    assert posted.status_code == 201, posted.content
    assert "warnings" not in posted.json() or not posted.json()["warnings"]
    assert covers(made.json()["id"], posted.json()["id"]) is is_inside


@pytest.mark.parametrize(
    ("lead", "country", "region"),
    [
        ({"country": "Deutschland", "region": "Baden-Wuerttemberg"}, "DE", "DE-BW"),
        ({"country": "U.S.A."}, "US", ""),
        ({"country": "England"}, "GB", "GB-ENG"),
    ],
)
def test_a_place_is_answered_by_its_codes(
    client: Client, acme: VendorPeople, lead: dict[str, Any], country: str, region: str
) -> None:
    answer = post(client, acme, "leads", {"email": "a@b-example.com", **lead}).json()
    assert (answer["country"], answer["region"]) == (country, region)


@pytest.mark.parametrize(
    ("territory", "field", "words"),
    [
        ({"country": "US", "region": "Nowhere"}, "region", "United States has no region “Nowhere”"),
        ({"country": "DE", "region": "Munich"}, "region", "Munich is a city in Bavaria."),
        (
            {"country": "DE", "postal_prefix": "10-12"},
            "postal_prefix",
            "No postal code of Germany begins with",
        ),
        ({"country": "Atlantis"}, "country", "is no country"),
    ],
)
def test_a_territory_that_cannot_be_read_is_refused_with_what_to_send(
    client: Client, in_acme: VendorPeople, territory: dict[str, Any], field: str, words: str
) -> None:
    partner = {"name": "Larkspur", "tier": TierFactory().slug, "territories": [territory]}
    answer = post(client, in_acme, "partners", partner)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["field"].endswith(field)
    assert words in error["message"]
    assert "ISO" not in error["message"]


def test_a_change_of_a_partners_postal_code_is_read_in_the_country_it_has(
    client: Client, in_acme: VendorPeople
) -> None:
    made = post(
        client, in_acme, "partners", {"name": "Elbe", "tier": TierFactory().slug, "country": "Germany"}
    )
    url = f"/api/v1/partners/{made.json()['id']}/"
    change = {"postal_code": 1067, "region": "Saxony"}
    answer = client.patch(url, change, content_type="application/json", headers=in_acme.bearer)
    assert (answer.json()["postal_code"], answer.json()["region"]) == ("01067", "DE-SN")
