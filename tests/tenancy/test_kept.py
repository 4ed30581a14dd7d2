"""What processes keep of a vendor's settings is never older than the settings."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from leads.models import Alias, QualificationRules
from leads.selectors.catalogue import lists
from partners.models import Product
from prm.platform.tenants.kept import current_vendor, keep, kept_settings, settings_state
from prm.platform.tenants.keys import find_key, issue_key, note_use
from prm.platform.tenants.models import ApiKey, Vendor
from tests.people import VendorPeople

MakeVendor = Callable[[], VendorPeople]


class Undo(Exception):
    pass


@pytest.fixture
def programme(fresh_vendor: MakeVendor, db: None) -> Iterator[VendorPeople]:
    programme = fresh_vendor()
    with programme.scope():
        yield programme


def reads(name: str) -> list[int]:
    """A list that grows with every read of `name`."""
    seen: list[int] = []
    with kept_settings():
        keep(name, lambda: seen.append(1) or 1)
    return seen


def test_settings_are_read_once_while_they_stay_the_same(programme: VendorPeople) -> None:
    assert (reads("a"), reads("a")) == ([1], [])


def test_what_a_process_keeps_is_one_vendors(programme: VendorPeople, fresh_vendor: MakeVendor) -> None:
    assert reads("a") == [1]
    with fresh_vendor().scope():
        assert reads("a") == [1]


@pytest.mark.parametrize(
    "change",
    [
        lambda v: Vendor.objects.filter(pk=v.vendor.pk).update(repeat_window_days=7),
        lambda v: Product.objects.create(slug="new", name="New"),
        lambda v: QualificationRules.objects.create(weights={}, mql_at=1, sql_at=2),
        lambda v: issue_key(vendor=v.vendor, name="another"),
        lambda v: Alias.objects.create(field="industry", text="Pharma", folded="pharma", slug="health"),
    ],
)
def test_a_change_of_settings_is_seen(
    programme: VendorPeople, change: Callable[[VendorPeople], object]
) -> None:
    reads("a")
    change(programme)
    assert reads("a") == [1]


def test_names_that_are_only_counted_change_nothing(programme: VendorPeople) -> None:
    alias = Alias.objects.create(field="industry", text="Pharma", folded="pharma", leads=1)
    Alias.objects.create(field="industry", text="Health", folded="health", slug="health")
    reads("a")
    Alias.objects.update(leads=5)
    assert reads("a") == []
    alias.delete()
    assert reads("a") == []


def test_the_day_of_a_keys_use_changes_nothing_and_is_noted_once(
    programme: VendorPeople, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    issued = issue_key(vendor=programme.vendor, name="crm")
    before = settings_state(programme.vendor.id)
    with django_capture_on_commit_callbacks(execute=True), kept_settings():  # type: ignore[attr-defined]
        key = find_key(issued.text)
        assert key is not None
        note_use(key)
    assert settings_state(programme.vendor.id) == before
    with kept_settings():
        again = find_key(issued.text)
    assert again is not None
    assert again.last_used_on == ApiKey.objects.get(pk=issued.row.pk).last_used_on is not None


def test_a_revoked_key_is_refused_at_once(programme: VendorPeople) -> None:
    issued = issue_key(vendor=programme.vendor, name="crm")
    with kept_settings():
        assert find_key(issued.text) is not None
    ApiKey.objects.filter(pk=issued.row.pk).update(revoked_at=issued.row.created_at)
    with kept_settings():
        assert find_key(issued.text) is None


def test_what_was_read_of_a_change_that_is_undone_is_forgotten(programme: VendorPeople) -> None:
    with pytest.raises(Undo), transaction.atomic():
        Product.objects.create(slug="gone", name="Gone")
        with kept_settings():
            assert (lists().products or {}).get("gone") == "gone"
        raise Undo
    Product.objects.create(slug="new", name="New")
    with kept_settings():
        assert "gone" not in (lists().products or {})


def test_many_changes_leave_few_rows_and_every_one_is_seen(programme: VendorPeople) -> None:
    states = set()
    for number in range(200):
        Vendor.objects.filter(pk=programme.vendor.pk).update(repeat_window_days=number + 1)
        states.add(settings_state(programme.vendor.id))
    assert len(states) == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM tenants_settingschange WHERE of_vendor = %s", [programme.vendor.id]
        )
        assert cursor.fetchone()[0] <= 64


def test_two_changes_at_once_do_not_wait_for_each_other(committed: None, fresh_vendor: MakeVendor) -> None:
    programme = fresh_vendor()
    with programme.scope():
        for slug in ("a", "b"):
            Product.objects.create(slug=slug, name=slug)
    both = threading.Barrier(2, timeout=20)
    done: list[str] = []

    def rename(first: str, second: str) -> None:
        try:
            with programme.scope():
                Product.objects.filter(slug=first).update(name=f"{first} anew")
                both.wait()
                issue_key(vendor=programme.vendor, name=second)
                done.append(first)
        finally:
            connection.close()

    threads = [threading.Thread(target=rename, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(done) == ["a", "b"]
    with programme.scope(), kept_settings():
        assert current_vendor().pk == programme.vendor.pk
        assert {"a-anew", "b-anew"} <= set(lists().products or {})
