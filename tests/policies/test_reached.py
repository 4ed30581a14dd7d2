"""A partner whom nobody would hear of an offer for gets none, and the policy check says so."""

import pytest

from partners.models import Partner
from prm.platform import clock
from prm.platform.tenants.keys import issue_key
from prm.platform.tenants.models import ApiKey, Membership
from routing.batches.selectors.routing_inputs import inputs_at
from routing.engine import PartnerFacts
from routing.policies.selectors.policy_check import check_document
from tests.factories import PartnerFactory
from tests.people import VendorPeople
from tests.policies.documents import simple


def can_hear(partner: Partner) -> bool:
    return inputs_at(clock.now()).partner_table[str(partner.id)].can_hear


@pytest.fixture
def silent(in_acme: VendorPeople) -> Partner:
    return PartnerFactory(name="Silent Systems", email="")


def test_a_partner_with_a_key_a_member_or_an_address_can_hear(in_acme: VendorPeople, silent: Partner) -> None:
    assert not can_hear(silent)
    key = issue_key(vendor=in_acme.vendor, name="its CRM", partner_id=silent.id)
    assert can_hear(silent)
    ApiKey.objects.filter(id=key.row.id).update(revoked_at=clock.now())
    assert not can_hear(silent)
    silent.email = "leads@silent.example.com"
    silent.save()
    assert can_hear(silent)


def test_a_member_who_leaves_takes_the_ear_along(in_acme: VendorPeople) -> None:
    partner = in_acme.larkspur.partner
    ApiKey.objects.filter(partner=partner).update(revoked_at=clock.now())
    Partner.objects.filter(id=partner.id).update(email="")
    assert can_hear(partner)
    Membership.objects.filter(partner=partner).update(is_active=False)
    assert not can_hear(partner)


def test_the_check_names_active_partners_without_anybody(in_acme: VendorPeople, silent: Partner) -> None:
    PartnerFactory(name="Gone Gear", email="", status="inactive")
    [warning] = [one for one in check_document(simple()) if one.code == "unreachable_partners"]
    assert warning.severity == "warning"
    assert "Silent Systems" in warning.message and "Gone Gear" not in warning.message


def test_facts_stored_before_there_was_such_a_check_stay_as_they_were() -> None:
    assert "can_hear" not in PartnerFacts(id="p").to_json()
    assert PartnerFacts.from_json({"id": "p"}).can_hear
