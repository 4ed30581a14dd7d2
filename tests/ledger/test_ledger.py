"""What is append-only is chained: what was altered, removed or slipped in shows."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.utils import DatabaseError, ProgrammingError

from leads.models import LeadEvent
from prm.platform.ledger.models import ChainCheck, Seal, Unsealed
from prm.platform.ledger.seal import seal_vendor
from prm.platform.ledger.tasks import check_chain_of, sweep_unsealed
from prm.platform.ledger.verify import verify_vendor
from prm.platform.tenants.scope import vendor_scope
from routing.models import Decision
from tests.factories import LeadFactory
from tests.people import VendorPeople
from tests.services.rounds import accepted, publish, route


@pytest.fixture
def sealed(in_acme: VendorPeople) -> Iterator[VendorPeople]:
    publish()
    for _ in range(3):
        LeadFactory.create_batch(2)
        route()
        seal_vendor(vendor_id=in_acme.vendor.id)
    return in_acme


def test_every_decision_and_event_is_sealed_once(sealed: VendorPeople) -> None:
    verdict = verify_vendor(vendor_id=sealed.vendor.id)
    assert verdict.trouble is None
    assert (verdict.seals, verdict.rows) == (3, LeadEvent.objects.count() + Decision.objects.count())
    assert Unsealed.objects.count() == 0


def test_sealing_twice_adds_nothing(sealed: VendorPeople) -> None:
    assert seal_vendor(vendor_id=sealed.vendor.id) == 0
    assert Seal.objects.count() == 3


def test_rows_not_sealed_yet_are_no_trouble(sealed: VendorPeople) -> None:
    accepted()
    assert verify_vendor(vendor_id=sealed.vendor.id).trouble is None


def test_the_sweep_seals_what_waits(committed: None, fresh_vendor) -> None:
    people = fresh_vendor()
    with people.scope():
        publish()
        LeadFactory()
        route()
    sweep_unsealed()
    with people.scope():
        assert (Seal.objects.count(), Unsealed.objects.count()) == (1, 0)


def test_another_vendors_chain_is_its_own(sealed: VendorPeople, globex: VendorPeople) -> None:
    assert verify_vendor(vendor_id=globex.vendor.id).rows == 0


def test_the_application_cannot_change_a_seal_or_what_it_covers(sealed: VendorPeople) -> None:
    for rows in (Seal.objects, LeadEvent.objects, Decision.objects):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.all()._raw_delete("default")
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(id="00000000-0000-0000-0000-000000000000")


def test_not_even_the_owner_changes_them_by_accident(committed: None, fresh_vendor) -> None:
    people = fresh_vendor()
    with people.scope():
        publish()
        LeadFactory()
        route()
    with pytest.raises(DatabaseError, match="append-only"), vendor_scope(people.vendor.id, using="owner"):
        LeadEvent.objects.using("owner").all().update(kind="lead.lost")


@pytest.fixture
def exposed(committed: None, fresh_vendor) -> Iterator[VendorPeople]:
    """A vendor with a committed, sealed chain, and the owner's triggers switched off."""
    people = fresh_vendor()
    with people.scope():
        publish()
        LeadFactory.create_batch(4)
        route()
    for _ in range(2):
        seal_vendor(vendor_id=people.vendor.id)
        with people.scope():
            LeadFactory()
            route()
    seal_vendor(vendor_id=people.vendor.id)
    tables = ("leads_leadevent", "routing_decision", "ledger_seal")
    _triggers(tables, "DISABLE")
    yield people
    _triggers(tables, "ENABLE")


def _triggers(tables: tuple[str, ...], what: str) -> None:
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" {what} TRIGGER USER')


def test_the_first_altered_row_is_named(exposed: VendorPeople) -> None:
    with vendor_scope(exposed.vendor.id, using="owner"):
        event = LeadEvent.objects.using("owner").order_by("id")[2]
        LeadEvent.objects.using("owner").filter(id=event.id).update(detail={"offer_id": "another"})
    verdict = verify_vendor(vendor_id=exposed.vendor.id)
    assert verdict.trouble == f"leads_leadevent {event.id} has been altered (seal 1)"


def test_an_altered_body_of_a_decision_shows(exposed: VendorPeople) -> None:
    with vendor_scope(exposed.vendor.id, using="owner"):
        decision = Decision.objects.using("owner").order_by("-id")[0]
        Decision.objects.using("owner").filter(id=decision.id).update(body=bytes(decision.body) + b" ")
    verdict = verify_vendor(vendor_id=exposed.vendor.id)
    assert verdict.trouble is not None
    assert verdict.trouble.startswith(f"routing_decision {decision.id} has been altered")


def test_a_removed_row_is_named(exposed: VendorPeople) -> None:
    with vendor_scope(exposed.vendor.id, using="owner"):
        event = LeadEvent.objects.using("owner").order_by("id")[1]
        LeadEvent.objects.using("owner").filter(id=event.id)._raw_delete("owner")
    verdict = verify_vendor(vendor_id=exposed.vendor.id)
    assert verdict.trouble == f"leads_leadevent {event.id} has been removed (seal 1)"


def test_a_row_slipped_in_is_named(exposed: VendorPeople) -> None:
    with exposed.scope():
        event = LeadEvent.objects.create(lead=LeadFactory(), kind="lead.won")
    verdict = verify_vendor(vendor_id=exposed.vendor.id)
    assert verdict.trouble == f"leads_leadevent {event.id} was never queued for sealing"


def test_a_removed_link_shows_also_the_last_one(exposed: VendorPeople) -> None:
    whole = verify_vendor(vendor_id=exposed.vendor.id)
    assert whole.seals == 3
    with vendor_scope(exposed.vendor.id, using="owner"):
        Seal.objects.using("owner").filter(number=3)._raw_delete("owner")
    assert verify_vendor(vendor_id=exposed.vendor.id, head=whole.head).trouble is not None
    with vendor_scope(exposed.vendor.id, using="owner"):
        Seal.objects.using("owner").filter(number=1)._raw_delete("owner")
    assert verify_vendor(vendor_id=exposed.vendor.id).trouble == "seal 1 is missing"


def test_a_link_made_to_fit_an_altered_row_breaks_the_chain(exposed: VendorPeople) -> None:
    with vendor_scope(exposed.vendor.id, using="owner"):
        seal = Seal.objects.using("owner").get(number=2)
        forged = bytes(32) + bytes(seal.row_digests)[32:]
        Seal.objects.using("owner").filter(number=2).update(row_digests=forged)
    assert verify_vendor(vendor_id=exposed.vendor.id).trouble == "seal 2 has been altered"


def test_the_command_says_what_it_found(sealed: VendorPeople) -> None:
    said = StringIO()
    call_command("verify_ledger", vendor="acme", stdout=said)
    assert "12 rows in 3 seals are as they were sealed" in said.getvalue()
    with pytest.raises(CommandError, match="no vendor"):
        call_command("verify_ledger", vendor="nobody")
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_ledger", vendor="acme", head="9:abc", stdout=StringIO())


def test_the_nightly_check_keeps_what_it_found_and_sees_a_chain_that_was_cut_off(
    exposed: VendorPeople,
) -> None:
    check_chain_of(str(exposed.vendor.id))
    with vendor_scope(exposed.vendor.id, using="owner"):
        Seal.objects.using("owner").filter(number=3)._raw_delete("owner")
    check_chain_of(str(exposed.vendor.id))
    with exposed.scope():
        after, before = ChainCheck.objects.all()
    assert before.trouble == "" and before.head.startswith("3:")
    assert after.trouble != "", "the head that the first check saw is gone"
