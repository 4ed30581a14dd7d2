"""Who hears of offers, set by the partner's administrator, and how, chosen by each person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from partners.models import Absence
from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.tenants.models import Membership, Role, User
from routing.models import Offer
from routing.offers.services.extend_offer import extend_offer
from routing.offers.services.update_offer import update_offer
from tests.people import VendorPeople, person
from tests.services.rounds import offered as offered_by_rule
from tests.services.rounds import publish

Mailed = Callable[[], set[str]]


@pytest.fixture
def mailed(in_acme: VendorPeople) -> Mailed:
    """Who was mailed of a new offer to Larkspur."""
    publish()
    in_acme.quillon.partner.status = "inactive"
    in_acme.quillon.partner.save()

    def receivers() -> set[str]:
        OutboxMessage.objects.all().delete()
        offered_by_rule()
        return receivers_of("offer.created")

    return receivers


def receivers_of(event: str) -> set[str]:
    return set(OutboxMessage.objects.filter(event=event).values_list("receiver", flat=True))


def member(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_the_administrator_sets_who_hears_and_with_nobody_everybody_does(
    admin: Client, in_acme: VendorPeople, mailed: Mailed
) -> None:
    larkspur = in_acme.larkspur
    both = {larkspur.rep.email, larkspur.admin.email}
    assert mailed() == both
    address = in_acme.url("portal/company/people/hearing/")
    admin.post(address, {"hears": [str(member(larkspur.rep).id), str(member(in_acme.quillon.rep).id)]})
    assert mailed() == {larkspur.rep.email}
    assert member(in_acme.quillon.rep).hears_of_offers
    admin.post(address, {"hears": []})
    assert mailed() == both


def test_a_rep_sets_nothing_for_others(rep: Client, acme: VendorPeople) -> None:
    assert rep.post(acme.url("portal/company/people/hearing/"), {}).status_code == 403
    with acme.scope():
        assert not Membership.objects.filter(hears_of_offers=False).exists()


def test_who_is_away_is_passed_over_unless_all_are(in_acme: VendorPeople, mailed: Mailed) -> None:
    today, larkspur = clock.now().date(), in_acme.larkspur
    away = {"partner": larkspur.partner, "starts_on": today, "ends_on": today}
    Absence.objects.create(membership=member(larkspur.rep), **away)
    assert mailed() == {larkspur.admin.email}
    Absence.objects.create(membership=member(larkspur.admin), **away)
    assert mailed() == {larkspur.rep.email, larkspur.admin.email}


def test_the_one_in_charge_hears_of_a_lead_and_if_gone_the_others_do(
    in_acme: VendorPeople, accepted: Offer
) -> None:
    larkspur = in_acme.larkspur
    third = member(person(in_acme.vendor, "third", Role.PARTNER_REP, larkspur.partner))
    Membership.objects.filter(id=third.id).update(hears_of_offers=False)
    of = {"offer_id": accepted.id, "actor": larkspur.rep_actor}
    update_offer(**of, partner_id=larkspur.partner.id, assignee_id=third.id)
    extend_offer(**of, until=clock.now() + timedelta(days=3))
    assert receivers_of("offer.extended") == {third.user.email}
    OutboxMessage.objects.all().delete()
    Membership.objects.filter(id=third.id).update(is_active=False)
    extend_offer(**of, until=clock.now() + timedelta(days=4))
    assert receivers_of("offer.extended") == {larkspur.rep.email, larkspur.admin.email}


def test_a_persons_own_chat_hears_what_concerns_the_person(
    rep: Client, in_acme: VendorPeople, mailed: Mailed
) -> None:
    add = in_acme.url("portal/company/notices/add/")
    chat = {"whose": "mine", "url": "https://chat.example.com/robin", "shape": "slack"}
    assert rep.post(add, {**chat, "events": ["offer.created"]}).status_code == 302
    assert rep.post(add, chat).status_code == 400, "the same address would hear of everything twice"
    assert chat["url"] in mailed()
    rep.post(in_acme.url("portal/company/notices/"), {"offer.created": "off"})
    assert mailed() == {chat["url"], in_acme.larkspur.admin.email}
    Membership.objects.filter(user=in_acme.larkspur.rep).update(hears_of_offers=False)
    assert mailed() == {in_acme.larkspur.admin.email}


def test_the_companys_chats_are_for_its_administrators(
    rep: Client, admin: Client, acme: VendorPeople
) -> None:
    add = acme.url("portal/company/notices/add/")
    ours = {"whose": "company", "url": "https://chat.example.com/all", "shape": "standard"}
    assert rep.post(add, ours).status_code == 403
    assert admin.post(add, ours).status_code == 302
    with acme.scope():
        endpoint = WebhookEndpoint.objects.get()
    drop = acme.url(f"portal/company/notices/{endpoint.id}/drop/")
    assert rep.post(drop).status_code == 403
    page = acme.url("portal/company/notices/")
    assert endpoint.secret in admin.get(page).content.decode()
    assert endpoint.secret not in rep.get(page).content.decode()
    assert admin.post(drop).status_code == 302
    with acme.scope():
        assert not WebhookEndpoint.objects.exists()


def test_nobody_removes_or_sees_anothers_own_chat(rep: Client, admin: Client, acme: VendorPeople) -> None:
    url = "https://chat.example.com/robin"
    rep.post(acme.url("portal/company/notices/add/"), {"whose": "mine", "url": url, "shape": "slack"})
    with acme.scope():
        endpoint = WebhookEndpoint.objects.get()
    assert admin.post(acme.url(f"portal/company/notices/{endpoint.id}/drop/")).status_code == 404
    assert url not in admin.get(acme.url("portal/company/notices/")).content.decode()
    assert url not in Client().get("/api/v1/webhooks/", headers=acme.bearer).content.decode()
