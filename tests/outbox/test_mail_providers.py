"""Mail by a provider's API: what the environment says, and a provider on loopback."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from pytest_django import Settings

from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import Membership, Vendor
from prm.project.mail_providers import PROVIDERS, mail_settings
from tests.outbox.test_mails import offer_lead
from tests.people import VendorPeople
from tests.stack.receivers import Mailbox, WebhookReceiver
from tests.stack.servers import REPOSITORY

VALUES = {
    "PRM_MAIL_KEY": "k",
    "PRM_MAIL_SECRET": "s",
    "PRM_MAIL_PROJECT": "p",
    "PRM_MAIL_URL": "https://a.example.com/",
}


def test_without_a_provider_smtp_stays() -> None:
    assert mail_settings({}) == mail_settings({"PRM_MAIL_PROVIDER": "smtp"}) == {}


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_provider_starts_with_what_the_table_says_it_needs(name: str, settings: Settings) -> None:
    [needed] = re.findall(rf"^\| `{name}` \| (.*?) \|", Path(REPOSITORY / "docs/mail.md").read_text(), re.M)
    needs = {variable: VALUES[variable] for variable in re.findall(r"PRM_MAIL_\w+", needed)}
    found = mail_settings({"PRM_MAIL_PROVIDER": name, **needs})
    settings.ANYMAIL = found["ANYMAIL"]
    assert get_connection(found["EMAIL_BACKEND"]).timeout == 10  # type: ignore[attr-defined]
    for left_out in needs:
        with pytest.raises(ImproperlyConfigured, match=left_out):
            mail_settings({"PRM_MAIL_PROVIDER": name, **{k: v for k, v in needs.items() if k != left_out}})


def test_a_provider_that_there_is_not_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="pigeon"):
        mail_settings({"PRM_MAIL_PROVIDER": "pigeon", "PRM_MAIL_KEY": "k"})


@pytest.fixture
def people(committed: None, fresh_vendor: Callable[[], VendorPeople]) -> VendorPeople:
    return fresh_vendor()


@pytest.fixture
def provider(webhook_receiver: WebhookReceiver, settings: Settings) -> WebhookReceiver:
    environment = {"PRM_MAIL_PROVIDER": "postmark", "PRM_MAIL_KEY": "k", "PRM_MAIL_URL": webhook_receiver.url}
    for name, value in mail_settings(environment).items():
        setattr(settings, name, value)
    return webhook_receiver


def mailed(receiver: WebhookReceiver, address: str) -> list[dict[str, Any]]:
    return [mail for request in receiver.requests if address in (mail := json.loads(request.body))["To"]]


def states(people: VendorPeople, address: str) -> set[str]:
    with people.scope():
        return set(OutboxMessage.objects.filter(receiver=address).values_list("state", flat=True))


def test_a_mail_goes_out_by_the_provider(people: VendorPeople, provider: WebhookReceiver) -> None:
    to = people.larkspur.rep.email
    provider.text = json.dumps({"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": to})
    offer_lead(people)
    deliver_due()
    (mail,) = mailed(provider, to)
    assert mail["ReplyTo"] == people.bob.email and "Manufacturing" in mail["Subject"]
    assert states(people, to) == {"delivered"}


@pytest.mark.parametrize(
    ("status", "state"), [(422, "failed"), (401, "waiting"), (429, "waiting"), (500, "waiting")]
)
def test_what_the_provider_refuses_for_good_is_not_tried_again(
    people: VendorPeople, provider: WebhookReceiver, status: int, state: str
) -> None:
    provider.text = json.dumps({"ErrorCode": 300, "Message": "Invalid"})
    provider.statuses = [status] * 2_000  # mails of other tests may be due as well
    offer_lead(people)
    deliver_due()
    assert states(people, people.larkspur.rep.email) == {state}


def test_answers_of_partners_reach_the_vendor(people: VendorPeople, mailbox: Mailbox) -> None:
    with people.scope():
        Vendor.objects.filter(pk=people.vendor.pk).update(reply_to_email="channel@vendor.example.com")
    offer_lead(people)
    deliver_due()
    assert mailbox.wait_for(people.larkspur.rep.email)["Reply-To"] == "channel@vendor.example.com"
    with people.scope():
        own = OutboxMessage.objects.filter(channel="email", membership__partner=None).first()
    if own is not None:
        assert mailbox.wait_for(own.receiver)["Reply-To"] is None


def test_without_an_address_or_a_channel_manager_there_is_no_reply_to(
    people: VendorPeople, mailbox: Mailbox
) -> None:
    with people.scope():
        Membership.objects.filter(user=people.bob).update(is_active=False)
    offer_lead(people)
    deliver_due()
    assert mailbox.wait_for(people.larkspur.rep.email)["Reply-To"] is None
