"""People come by invitation: by mail, once, in time, and only where the inviter may invite."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client

from prm.platform.actors import Actor
from prm.platform.errors import InvalidInput, NotAllowed, NotFound, NotPossible
from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.invitation_token import token_of
from prm.platform.tenants.models import AuditEntry, Invitation, Membership, Role, User
from prm.platform.tenants.services.accept_invitation import accept_invitation
from prm.platform.tenants.services.invite import invite, withdraw_invitation
from prm.platform.tenants.services.members import change_role, deactivate_member, reactivate_member
from tests.factories import UserFactory
from tests.people import VendorPeople
from tests.stack.clock import MovableClock

NEWCOMER = {"full_name": "Nora Newcomer", "password": "correct horse battery"}


def invited(people: VendorPeople, email: str = "nora@example.com", role: str = Role.ANALYST) -> str:
    with people.scope():
        invitation = invite(email=email, role=role, actor=people.alice_actor)
        return people.url(f"invitations/{token_of(invitation.id)}/")


def test_an_invitation_is_mailed_with_a_link_that_works(acme: VendorPeople, client: Client) -> None:
    url = invited(acme)
    deliver_due()
    (message,) = mail.outbox
    assert message.to == ["nora@example.com"]
    assert url in message.body
    assert url in message.alternatives[0].content  # type: ignore[union-attr]
    assert client.get(url).status_code == 200


def test_the_secret_lies_in_no_row(acme: VendorPeople) -> None:
    token = re.search(r"invitations/(\w+)/", invited(acme))
    assert token is not None
    with acme.scope():
        assert token[1] not in str(list(OutboxMessage.objects.values_list("payload", flat=True)))
        assert not Invitation.objects.filter(token_hash=token[1]).exists()


def test_a_newcomer_makes_an_account_and_is_in(acme: VendorPeople, client: Client) -> None:
    answer = client.post(invited(acme), NEWCOMER)
    assert (answer.status_code, answer.headers["Location"]) == (302, acme.url("admin/"))
    user = User.objects.get(email="nora@example.com")
    assert user.full_name == "Nora Newcomer"
    with acme.scope():
        assert Membership.objects.get(user=user).role == Role.ANALYST
        assert AuditEntry.objects.filter(action="joined", user=user).exists()
    client.logout()
    assert client.login(email="nora@example.com", password=NEWCOMER["password"])


def test_a_partner_newcomer_lands_in_the_portal(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        invitation = invite(
            email="pat@example.com",
            role=Role.PARTNER_REP,
            partner_id=acme.larkspur.partner.id,
            actor=Actor("user", acme.larkspur.admin.id, acme.larkspur.partner.id),
        )
    answer = client.post(acme.url(f"invitations/{token_of(invitation.id)}/"), NEWCOMER)
    assert answer.headers["Location"] == acme.url("portal/")


def test_opening_the_link_changes_nothing(acme: VendorPeople, client: Client) -> None:
    url = invited(acme)
    for _scanner in range(3):
        client.get(url)
    assert not User.objects.filter(email="nora@example.com").exists()
    with acme.scope():
        assert Invitation.objects.get().accepted_at is None


def test_a_weak_password_is_refused_beside_its_field(acme: VendorPeople, client: Client) -> None:
    answer = client.post(invited(acme), {"full_name": "Nora", "password": "short"})
    assert answer.status_code == 400
    assert "too short" in answer.text
    assert not User.objects.filter(email="nora@example.com").exists()


def test_an_invitation_works_once(acme: VendorPeople, client: Client) -> None:
    url = invited(acme)
    client.post(url, NEWCOMER)
    assert Client().post(url, NEWCOMER | {"full_name": "Someone else"}).status_code in (400, 409)
    with acme.scope():
        assert Membership.objects.filter(role=Role.ANALYST).count() == 2


def test_an_invitation_ends_in_time(acme: VendorPeople, client: Client, clock: MovableClock) -> None:
    url = invited(acme)
    clock.move(days=15)
    assert "has expired" in client.get(url).text
    assert client.post(url, NEWCOMER).status_code == 409
    assert not User.objects.filter(email="nora@example.com").exists()


def test_someone_with_an_account_logs_in_first(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    url = invited(acme, email=globex.bob.email)
    assert "Sign in, and you come back here" in client.get(url).text
    assert client.post(url, NEWCOMER).status_code == 400
    client.force_login(globex.bob)
    assert client.post(url).status_code == 302
    with acme.scope():
        assert Membership.objects.filter(user=globex.bob).exists()


def test_an_invitation_of_another_vendor_is_not_found(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    url = invited(acme).replace("/acme/", "/globex/")
    assert client.get(url).status_code == 404
    assert client.post(url, NEWCOMER).status_code == 404


def test_an_invitation_is_for_the_address_it_was_sent_to(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    url = invited(acme, email="boss@example.com", role=Role.ADMIN)
    for someone in (globex.bob, acme.bob):
        client.force_login(someone)
        assert client.post(url).status_code == 403
    client.force_login(globex.bob)
    assert "not a confirmed address of your account" in client.get(url).text
    with acme.scope():
        assert not Membership.objects.filter(user=globex.bob).exists()
        assert Membership.objects.get(user=acme.bob).role == Role.CHANNEL_MANAGER
        assert Invitation.objects.get().accepted_at is None


def test_an_address_counts_once_it_is_confirmed(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    url = invited(acme, email="other@example.com")
    other = EmailAddress.objects.create(user=globex.bob, email="other@example.com", verified=False)
    client.force_login(globex.bob)
    assert client.post(url).status_code == 403
    EmailAddress.objects.filter(pk=other.pk).update(verified=True)
    assert client.post(url).status_code == 302


def test_a_confirmed_address_of_an_account_makes_no_second_account(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    EmailAddress.objects.create(user=globex.bob, email="other@example.com", verified=True)
    url = invited(acme, email="other@example.com")
    assert "Sign in, and you come back here" in client.get(url).text
    assert client.post(url, NEWCOMER).status_code == 400
    assert not User.objects.filter(email="other@example.com").exists()


def test_the_only_admin_who_opens_an_invitation_stays_admin(acme: VendorPeople, client: Client) -> None:
    EmailAddress.objects.create(user=acme.alice, email="alice@home.example.com", verified=True)
    url = invited(acme, email="alice@home.example.com", role=Role.ANALYST)
    client.force_login(acme.alice)
    assert "a member already" in client.get(url).text
    answer = client.post(url)
    assert (answer.status_code, "Nothing has changed" in answer.text) == (409, True)
    with acme.scope():
        assert Membership.objects.get(user=acme.alice).role == Role.ADMIN
        assert Invitation.objects.get().accepted_at is None


def test_two_invitations_of_one_person_at_once_give_one_role(
    committed: None, fresh_vendor: Callable[[], VendorPeople]
) -> None:
    """Both are accepted at the same instant: one counts, the other is told so, and no role is overwritten."""
    people, start = fresh_vendor(), Barrier(2)
    newcomer = UserFactory(email=f"a@{people.vendor.slug}.example.com")
    other = f"b@{people.vendor.slug}.example.com"
    EmailAddress.objects.create(user=newcomer, email=other, verified=True)
    with people.scope():
        roles = {newcomer.email: Role.ADMIN, other: Role.ANALYST}
        open_ones = [invite(email=mail, role=role, actor=people.alice_actor) for mail, role in roles.items()]

    def accept(invitation: Invitation) -> str:
        try:
            with people.scope():
                start.wait(timeout=10)
                return str(accept_invitation(invitation=invitation, user=newcomer).role)
        except NotPossible as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(accept, open_ones))
    assert "already_member" in told
    with people.scope():
        assert Membership.objects.get(user=newcomer).role in told
        assert Invitation.objects.filter(accepted_at=None).count() == 1


def test_a_former_member_comes_back_with_the_role_of_the_invitation(
    acme: VendorPeople, client: Client
) -> None:
    with acme.scope():
        bob = Membership.objects.get(user=acme.bob)
        deactivate_member(membership_id=bob.id, actor=acme.alice_actor)
    url = invited(acme, email=acme.bob.email, role=Role.ANALYST)
    client.force_login(acme.bob)
    assert client.post(url).status_code == 302
    with acme.scope():
        again = Membership.objects.get(user=acme.bob)
        assert (again.id, again.role, again.is_active) == (bob.id, Role.ANALYST, True)


def test_ending_access_takes_back_open_invitations_of_the_same_person(in_acme: VendorPeople) -> None:
    EmailAddress.objects.create(user=in_acme.bob, email="bob@home.example.com", verified=True)
    invite(email="bob@home.example.com", role=Role.ADMIN, actor=in_acme.alice_actor)
    bob = Membership.objects.get(user=in_acme.bob)
    deactivate_member(membership_id=bob.id, actor=in_acme.alice_actor)
    assert not Invitation.objects.exists()


def test_a_second_invitation_replaces_the_first(acme: VendorPeople, client: Client) -> None:
    first, second = invited(acme), invited(acme)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_a_withdrawn_invitation_is_not_mailed(acme: VendorPeople) -> None:
    invited(acme)
    with acme.scope():
        withdraw_invitation(invitation_id=Invitation.objects.get().id, actor=acme.alice_actor)
    deliver_due()
    assert mail.outbox == []


def test_partner_people_invite_to_their_own_company_only(in_acme: VendorPeople) -> None:
    actor = Actor("user", in_acme.larkspur.admin.id, in_acme.larkspur.partner.id)
    with pytest.raises(NotAllowed):
        invite(
            email="x@example.com",
            role=Role.PARTNER_REP,
            partner_id=in_acme.quillon.partner.id,
            actor=actor,
        )
    with pytest.raises(NotAllowed):
        invite(email="x@example.com", role=Role.ADMIN, actor=actor)
    assert not Invitation.objects.exists()


def test_wrong_input_names_each_field(in_acme: VendorPeople) -> None:
    with pytest.raises(InvalidInput) as refused:
        invite(email="nobody", role=Role.PARTNER_REP, actor=in_acme.alice_actor)
    assert [error.field for error in refused.value.errors] == ["email", "partner"]
    with pytest.raises(NotPossible):
        invite(email=in_acme.bob.email, role=Role.ANALYST, actor=in_acme.alice_actor)


def test_a_deactivated_member_is_out_at_once(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    assert client.get(acme.url("admin/")).status_code == 200
    with acme.scope():
        bob = Membership.objects.get(user=acme.bob)
        deactivate_member(membership_id=bob.id, actor=acme.alice_actor)
    assert client.get(acme.url("admin/")).status_code == 404
    with acme.scope():
        reactivate_member(membership_id=bob.id, actor=acme.alice_actor)
    assert client.get(acme.url("admin/")).status_code == 200


def test_the_last_admin_stays(in_acme: VendorPeople) -> None:
    alice = Membership.objects.get(user=in_acme.alice)
    for act in (deactivate_member, lambda **given: change_role(role=Role.ANALYST, **given)):
        with pytest.raises(NotPossible) as refused:
            act(membership_id=alice.id, actor=in_acme.alice_actor)
        assert refused.value.code == "last_admin"
    bob = Membership.objects.get(user=in_acme.bob)
    change_role(membership_id=bob.id, role=Role.ADMIN, actor=in_acme.alice_actor)
    deactivate_member(membership_id=alice.id, actor=in_acme.bob_actor)


def test_members_of_others_are_not_found(in_acme: VendorPeople, globex: VendorPeople) -> None:
    rival = Membership.objects.get(user=in_acme.quillon.rep)
    actor = Actor("user", in_acme.larkspur.admin.id, in_acme.larkspur.partner.id)
    with pytest.raises(NotFound):
        deactivate_member(membership_id=rival.id, actor=actor)
    with globex.scope(), pytest.raises(NotFound):
        deactivate_member(membership_id=rival.id, actor=globex.alice_actor)


def test_expiry_is_two_weeks(in_acme: VendorPeople, clock: MovableClock) -> None:
    invitation = invite(email="n@example.com", role=Role.ANALYST, actor=in_acme.alice_actor)
    assert invitation.expires_at == clock.now() + timedelta(days=14)
