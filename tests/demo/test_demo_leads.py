"""`manage.py demo_leads`: a trickle of leads that a stack takes, and that ends."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from leads.intake.normalise import clean_lead
from prm.local.logins import remember
from tests.stack.receivers import WebhookReceiver, until
from tests.stack.servers import REPOSITORY


@pytest.fixture
def stack(webhook_receiver: WebhookReceiver, settings: Settings, tmp_path: Path) -> WebhookReceiver:
    """Something that answers like a stack, with a key of the demo's vendor kept beside it."""
    settings.DATA_DIR = tmp_path
    remember("acme", api_key="prm_acme_0_secret", logins=[])
    (tmp_path / "ready.json").write_text(json.dumps({"url": webhook_receiver.url.rstrip("/")}))
    webhook_receiver.statuses = [201] * 500
    return webhook_receiver


def test_it_posts_leads_at_its_pace_that_intake_takes_and_ends(stack: WebhookReceiver) -> None:
    said = StringIO()
    call_command("demo_leads", rate=50, seconds=0.2, stdout=said)
    assert len(stack.requests) == 10 and "10 leads in" in said.getvalue()
    leads = [json.loads(request.body) for request in stack.requests]
    for lead in leads:
        clean_lead(lead)
        assert lead["email"].endswith(".example") and lead["products"]
    assert len({lead["external_id"] for lead in leads}) == 10
    assert stack.requests[0].headers["authorization"] == "Bearer prm_acme_0_secret"


@pytest.mark.parametrize("wrong", [{"rate": 0}, {"rate": -1}, {"rate": float("nan")}, {"seconds": 1e9}])
def test_a_rate_or_length_without_bounds_is_refused(stack: WebhookReceiver, wrong: dict[str, float]) -> None:
    with pytest.raises(CommandError, match=f"--{next(iter(wrong))}: more than 0, and at most"):
        call_command("demo_leads", **wrong)
    assert not stack.requests


def test_a_stack_that_refuses_or_is_not_there_is_named(stack: WebhookReceiver, tmp_path: Path) -> None:
    stack.statuses = [503]
    with pytest.raises(CommandError, match="503"):
        call_command("demo_leads", stdout=StringIO())
    with pytest.raises(CommandError, match="is the stack running"):
        call_command("demo_leads", url="http://127.0.0.1:9", stdout=StringIO())
    (tmp_path / "logins.json").unlink()
    with pytest.raises(CommandError, match="no API key of acme"):
        call_command("demo_leads")


def listen_to_interrupts() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_control_c_ends_it_with_a_count_and_no_traceback(stack: WebhookReceiver, tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "demo_leads", "--rate", "20", "--seconds", "60"]
    environment = {**os.environ, "PRM_DATA": str(tmp_path)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, preexec_fn=listen_to_interrupts, **pipes
    )
    try:
        until(lambda: len(stack.requests) >= 2, seconds=60)
        running.send_signal(signal.SIGINT)
        said, wrong = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 0, wrong
    assert "stopped" in said and "Traceback" not in wrong
