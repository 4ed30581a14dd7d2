"""Links in offer mails: open without a login, act once, end in time, work for nobody else."""

from datetime import timedelta

import pytest

from prm.platform import clock as product_clock
from prm.platform.errors import NotFound, NotPossible
from prm.platform.ids import new_id
from prm.platform.outbox.links import offer_link, open_offer_link, use_offer_link
from prm.platform.tenants.models import Membership
from tests.people import VendorPeople
from tests.stack.clock import MovableClock

OFFER_ID = new_id()


def token(people: VendorPeople, hours: int = 24) -> str:
    membership = Membership.objects.get(user=people.larkspur.rep)
    link = offer_link(
        vendor_slug=people.vendor.slug,
        offer_id=OFFER_ID,
        membership_id=membership.id,
        expires_at=product_clock.now() + timedelta(hours=hours),
    )
    return link.rstrip("/").rpartition("/")[2]


def test_opening_a_link_changes_nothing(in_acme: VendorPeople) -> None:
    given = token(in_acme)
    for _scanner in range(5):
        link = open_offer_link(given)
        assert (link.offer_id, link.is_used, link.is_expired) == (OFFER_ID, False, False)
        assert link.membership.user == in_acme.larkspur.rep


def test_a_link_acts_once(in_acme: VendorPeople) -> None:
    given = token(in_acme)
    assert use_offer_link(given).offer_id == OFFER_ID
    with pytest.raises(NotPossible) as refused:
        use_offer_link(given)
    assert refused.value.code == "link_used"
    assert open_offer_link(given).is_used


def test_a_link_ends_in_time(in_acme: VendorPeople, clock: MovableClock) -> None:
    given = token(in_acme, hours=1)
    clock.move(hours=1)
    assert open_offer_link(given).is_expired
    with pytest.raises(NotPossible) as refused:
        use_offer_link(given)
    assert refused.value.code == "link_expired"


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: t.upper()])
def test_a_link_cannot_be_made_up(in_acme: VendorPeople, change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound):
        open_offer_link(change(token(in_acme)))


def test_a_link_of_another_vendor_does_not_open(in_acme: VendorPeople, globex: VendorPeople) -> None:
    with globex.scope():
        theirs = token(globex)
    with pytest.raises(NotFound):
        open_offer_link(theirs)


def test_a_link_ends_with_the_membership(in_acme: VendorPeople) -> None:
    given = token(in_acme)
    Membership.objects.filter(user=in_acme.larkspur.rep).update(is_active=False)
    with pytest.raises(NotFound):
        use_offer_link(given)
