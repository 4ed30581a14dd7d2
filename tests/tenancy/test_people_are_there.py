"""The people of `tests.people` are what they say."""

from collections.abc import Callable

from django.db import connection
from django.test import Client

from prm.platform.tenants.keys import find_key
from prm.platform.tenants.models import Membership
from tests.factories import PASSWORD, LeadFactory
from tests.people import VendorPeople


def test_everyone_has_one_role_with_one_vendor(in_acme: VendorPeople) -> None:
    assert Membership.objects.count() == 7
    assert find_key(in_acme.key).partner is None
    assert find_key(in_acme.larkspur.key).partner == in_acme.larkspur.partner


def test_another_vendors_rows_cannot_be_seen(in_acme: VendorPeople, globex: VendorPeople) -> None:
    lead = LeadFactory()
    with globex.scope(), connection.cursor() as cursor:
        assert not Membership.objects.filter(user=in_acme.alice).exists()
        cursor.execute("SELECT count(*) FROM leads_lead WHERE id = %s", [lead.id])
        assert cursor.fetchone() == (0,)


def test_people_can_log_in_with_the_password(acme: VendorPeople, client: Client) -> None:
    assert client.login(email=acme.bob.email, password=PASSWORD)


def test_a_fresh_vendor_is_committed(committed: None, fresh_vendor: Callable[[], VendorPeople]) -> None:
    people = fresh_vendor()
    with people.scope():
        assert Membership.objects.count() == 7
