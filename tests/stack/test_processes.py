"""The processes that tests may use really run, and do their work on the test's database."""

from email.message import EmailMessage

import httpx
import pytest
from django.core.mail import send_mail
from playwright.sync_api import Page

from prm.local.child import Child
from prm.project.celery import app as celery_app
from tests.stack.processes import LiveStack
from tests.stack.receivers import Mailbox, WebhookReceiver, until


@pytest.mark.stack
def test_the_worker_answers_and_knows_the_products_queue(celery_worker_process: Child) -> None:
    queues = celery_app.control.inspect(timeout=5).active_queues() or {}
    assert ["prm", "background", "asking"] in [
        [queue["name"] for queue in of_worker] for of_worker in queues.values()
    ]


@pytest.mark.stack
@pytest.mark.browser
def test_the_live_stack_is_ready_and_a_browser_opens_it(live_stack: LiveStack, page: Page) -> None:
    ready = httpx.get(f"{live_stack.url}/readyz")
    checks = {"database": True, "redis": True, "migrations": True}
    assert ready.json()["checks"] == checks and ready.json()["ready"] is True
    page.goto(f"{live_stack.url}/accounts/login/")
    assert page.locator("input[name=login]").count() == 1


@pytest.mark.stack
def test_readiness_says_when_the_worker_is_gone_and_when_it_is_back(
    live_stack: LiveStack, celery_worker_process: Child
) -> None:
    def worker_works() -> bool:
        return bool(httpx.get(f"{live_stack.url}/readyz").json()["work"]["prm"])

    until(worker_works, seconds=30)
    celery_worker_process.stop()
    until(lambda: not worker_works(), seconds=40)
    assert httpx.get(f"{live_stack.url}/readyz").status_code == 200, "leads are taken in all the same"
    celery_worker_process.start()
    until(worker_works, seconds=30)


@pytest.mark.stack
def test_metrics_tell_what_waits(live_stack: LiveStack) -> None:
    text = httpx.get(f"{live_stack.url}/metrics").text
    assert "prm_waiting_leads " in text
    assert "prm_oldest_waiting_lead_seconds " in text


def test_mail_goes_over_smtp(mailbox: Mailbox) -> None:
    send_mail("Hello", "A line.", "leads@example.com", ["dana@example.com"])
    message: EmailMessage = mailbox.wait_for("dana@example.com")
    assert message["Subject"] == "Hello"


def test_the_webhook_receiver_answers_as_told_and_remembers(webhook_receiver: WebhookReceiver) -> None:
    webhook_receiver.statuses.append(503)
    answers = [httpx.post(webhook_receiver.url, json={"n": n}).status_code for n in (1, 2)]
    assert answers == [503, 204]
    assert [request.body for request in webhook_receiver.wait_for(2)] == [b'{"n":1}', b'{"n":2}']
