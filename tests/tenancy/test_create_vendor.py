"""`manage.py create_vendor` makes a vendor that works, or says what is wrong and makes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from prm.platform.tenants.keys import find_key
from prm.platform.tenants.models import Membership, User, Vendor
from prm.platform.tenants.scope import vendor_scope
from prm.platform.tenants.slugs import RESERVED_SLUGS
from routing.models import PolicyVersion


def run(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("create_vendor", *arguments, stdout=out)
    answer: dict[str, object] = json.loads(out.getvalue())
    return answer


def test_the_login_and_the_key_that_are_printed_work(db: None, client: Client) -> None:
    made = run("initech", "--name", "Initech Systems")
    (login,) = made["logins"]  # type: ignore[misc]
    assert client.login(email=login["email"], password=login["password"])
    assert client.get("/initech/admin/").status_code == 200
    vendor = Vendor.objects.get(slug="initech")
    assert vendor.name == "Initech Systems"
    with vendor_scope(vendor.id):
        assert find_key(str(made["api_key"])) is not None
        assert PolicyVersion.objects.filter(state="published").count() == 1


def test_a_person_who_has_an_account_keeps_their_password(db: None) -> None:
    run("initech", "--email", "root@example.com")
    (login,) = run("hooli", "--email", "root@example.com")["logins"]  # type: ignore[misc]
    assert login["password"] is None
    user = User.objects.get(email="root@example.com")
    for slug in ("initech", "hooli"):
        with vendor_scope(Vendor.objects.get(slug=slug).id):
            assert Membership.objects.filter(user=user, role="admin").exists()


WRONG_SLUGS = ["", "Acme", "a_b", "-a", "a--b", "a/b", "ümlaut", "x" * 41, *sorted(RESERVED_SLUGS)]


@pytest.mark.parametrize("slug", WRONG_SLUGS)
def test_a_slug_that_cannot_be_a_path_is_refused(db: None, slug: str) -> None:
    with pytest.raises(CommandError, match="slug"):
        run(slug)
    assert not Vendor.objects.exists()


def test_a_slug_is_given_once(db: None) -> None:
    run("initech")
    with pytest.raises(CommandError, match="already"):
        run("initech")
    assert Vendor.objects.count() == 1


def test_wrong_values_make_nothing(db: None) -> None:
    with pytest.raises(CommandError, match="time_zone"):
        run("initech", "--time-zone", "Mars/Olympus")
    with pytest.raises(CommandError, match="admin_email"):
        run("initech", "--email", "nobody")
    assert not Vendor.objects.exists()
    assert not User.objects.exists()
