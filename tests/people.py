"""Two vendors with their people, always there.

Each vendor has Alice (admin), Bob (channel manager), Ana (analyst) and two partners, Larkspur and Quillon,
each with an admin, a rep and a key. Charlie can log in and has no access to anything. So a test across
vendors costs one line: `client.force_login(globex.alice)` and then a 404.

    def test_…(acme, client): …       # both vendors exist; no scope is open
    def test_…(in_acme): …            # as well, and acme's scope is open throughout
    def test_…(committed, fresh_vendor): …   # real commits: a vendor of the test's own
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from partners.models import Partner
from prm.platform.actors import Actor
from prm.platform.ids import new_id
from prm.platform.tenants.keys import issue_key
from prm.platform.tenants.models import Membership, Role, User, Vendor
from prm.platform.tenants.scope import vendor_scope
from tests.factories import PartnerFactory, UserFactory, VendorFactory


@dataclass(frozen=True)
class PartnerPeople:
    """A partner of a vendor, and who acts for it."""

    partner: Partner
    admin: User
    rep: User
    key: str

    @property
    def rep_actor(self) -> Actor:
        return Actor("user", self.rep.id, self.partner.id)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


@dataclass(frozen=True)
class VendorPeople:
    """A vendor, and who acts for it."""

    vendor: Vendor
    alice: User
    bob: User
    ana: User
    key: str
    larkspur: PartnerPeople
    quillon: PartnerPeople

    @property
    def alice_actor(self) -> Actor:
        return Actor("user", self.alice.id)

    @property
    def bob_actor(self) -> Actor:
        return Actor("user", self.bob.id)

    @property
    def bearer(self) -> dict[str, str]:
        """Headers for `client.get(url, headers=acme.bearer)`."""
        return {"Authorization": f"Bearer {self.key}"}

    def scope(self):  # type: ignore[no-untyped-def]
        """The vendor's scope, to be used with `with`."""
        return vendor_scope(self.vendor.id)

    def url(self, path: str) -> str:
        """A path under the vendor's slug: `acme.url("portal/")`."""
        return f"/{self.vendor.slug}/{path}"


def make_vendor(slug: str | None = None) -> VendorPeople:
    """A vendor with its people; a new slug when none is given."""
    vendor = VendorFactory(slug=slug) if slug else VendorFactory()
    with vendor_scope(vendor.id):
        return VendorPeople(
            vendor=vendor,
            alice=person(vendor, "alice", Role.ADMIN),
            bob=person(vendor, "bob", Role.CHANNEL_MANAGER),
            ana=person(vendor, "ana", Role.ANALYST),
            key=issue_key(vendor=vendor, name="CRM").text,
            larkspur=make_partner(vendor, "larkspur"),
            quillon=make_partner(vendor, "quillon"),
        )


def make_partner(vendor: Vendor, name: str, **fields: object) -> PartnerPeople:
    """A partner of a vendor with an admin, a rep and a key. Call in the vendor's scope."""
    partner = PartnerFactory(name=f"{name.title()} Networks", external_id=name, **fields)
    return PartnerPeople(
        partner=partner,
        admin=person(vendor, f"{name}-admin", Role.PARTNER_ADMIN, partner),
        rep=person(vendor, f"{name}-rep", Role.PARTNER_REP, partner),
        key=issue_key(vendor=vendor, name=name, partner_id=partner.id).text,
    )


def person(vendor: Vendor, name: str, role: Role, partner: Partner | None = None) -> User:
    """Someone with a role. Call in the vendor's scope."""
    user = UserFactory(email=f"{name}@{vendor.slug}.example.com", full_name=name.title())
    Membership.objects.create(user=user, role=role, partner=partner)
    return user


@pytest.fixture
def acme(db: None) -> VendorPeople:
    return make_vendor("acme")


@pytest.fixture
def globex(db: None) -> VendorPeople:
    return make_vendor("globex")


@pytest.fixture
def charlie(db: None) -> User:
    return UserFactory(email="charlie@example.com", full_name="Charlie")


@pytest.fixture
def in_acme(acme: VendorPeople, globex: VendorPeople) -> Iterator[VendorPeople]:
    """acme, with its scope open for the whole test."""
    with acme.scope():
        yield acme


@pytest.fixture
def vendor(acme: VendorPeople) -> Vendor:
    return acme.vendor


@pytest.fixture
def other_vendor(globex: VendorPeople) -> Vendor:
    return globex.vendor


@pytest.fixture
def fresh_vendor() -> Callable[[], VendorPeople]:
    """Makes a vendor no other test has. For tests that commit: use with `committed`."""

    def make() -> VendorPeople:
        return make_vendor(f"v{new_id().hex[-20:]}")

    return make
