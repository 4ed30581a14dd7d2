"""Rows written many at once, also while the next are made ready."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from partners.models import Tier
from prm.platform.ids import new_id
from prm.platform.tenants.rows import insert_values, overlapping
from tests.people import VendorPeople

NAMES = ("id", "slug", "name", "rank")


def write_tiers(*slugs: str) -> None:
    with overlapping():
        for slug in slugs:
            insert_values(Tier, NAMES, [(new_id(), slug, slug.title(), 9)])


def test_overlapping_statements_all_write(fresh_vendor: Callable[[], VendorPeople], db: None) -> None:
    with fresh_vendor().scope():
        write_tiers("north", "south", "west")
        assert Tier.objects.filter(rank=9).count() == 3


def test_an_overlapping_statement_that_fails_is_raised_and_nothing_is_written(
    fresh_vendor: Callable[[], VendorPeople], db: None
) -> None:
    with fresh_vendor().scope():
        with pytest.raises(IntegrityError), transaction.atomic():
            write_tiers("north", "north", "west")
        assert not Tier.objects.filter(rank=9).exists()
