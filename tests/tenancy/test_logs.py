"""No log line opens a door or names a person: the logs are read after each kind of refusal."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.test import Client

from prm.local.postgres import NO_VALUES_IN_LOGS
from prm.platform.redact import RedactingFormatter, RedactingGunicornLogger, without_secrets
from prm.platform.tenants.invitation_token import token_of
from prm.platform.tenants.services.invite import invite
from tests.factories import PartnerFactory
from tests.people import VendorPeople


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """What the configured formatter writes of everything that is logged."""
    written: list[str] = []
    configured = settings.LOGGING["formatters"]["line"]
    assert configured["()"] == "prm.platform.redact.RedactingFormatter"

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keeper()
    handler.setFormatter(RedactingFormatter(configured["format"]))
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request", "django.security.csrf")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


def test_refused_posts_on_links_leave_no_token(acme: VendorPeople, log_lines: list[str]) -> None:
    with acme.scope():
        token = token_of(invite(email="n@example.com", role="analyst", actor=acme.alice_actor).id)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    paths = [f"invitations/{token}/", f"o/{token}:signed/", f"accounts/password/reset/key/{token}/"]
    for path in paths:
        client.post(acme.url(path), {"password": "x"})
        client.put(acme.url(path), {"password": "x"})
        client.get(acme.url(path + "nowhere/"))
    text = "\n".join(log_lines)
    assert "invitations/" in text and "/o/" in text
    assert token not in text


def test_a_refused_api_key_is_not_written(acme: VendorPeople, client: Client, log_lines: list[str]) -> None:
    client.get("/api/v1/leads/", headers={"Authorization": f"Bearer {acme.key}x"})
    logging.getLogger("worker").warning("call with Authorization: Bearer %s failed", acme.key)
    assert acme.key not in "\n".join(log_lines)


def test_a_database_error_is_logged_without_the_values_it_quotes(
    in_acme: VendorPeople, log_lines: list[str]
) -> None:
    value = f"{'dana'}@secret-example.com"
    PartnerFactory(external_id=value)
    try:
        with transaction.atomic():
            PartnerFactory(external_id=value)
    except IntegrityError:
        logging.getLogger("leads").exception("a row could not be stored")
    text = "\n".join(log_lines)
    assert "duplicate key" in text
    assert value not in text


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("GET /acme/invitations/0123abcd/?x=1", "0123abcd"),
        ("postgresql://prm_app:hunter2@127.0.0.1/prm", "hunter2"),
        ("/accounts/confirm-email/MQ:1abc:def/", "MQ:1abc"),
        ("POST /x?token=abc123&y=1", "abc123"),
        ("GET /accounts/login/?next=%2Facme%2Finvitations%2F0123abcd%2F", "0123abcd"),
        ("GET /accounts/login/?next=%2facme%2fo%2fabc:def%2f", "abc:def"),
    ],
)
def test_secrets_in_a_line_are_hidden(line: str, secret: str) -> None:
    assert secret not in without_secrets(line)


def test_gunicorns_access_log_hides_tokens(tmp_path: Path) -> None:
    program = (
        "from gunicorn.config import Config\n"
        "from prm.platform.redact import RedactingGunicornLogger as L\n"
        f"c = Config(); c.set('accesslog', {str(tmp_path / 'access.log')!r})\n"
        "L(c).access_log.info('\"POST /acme/o/tokentokentoken/ HTTP/1.1\" 403')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env=os.environ)
    written = (tmp_path / "access.log").read_text()
    assert "POST /acme/o/" in written and "tokentokentoken" not in written
    assert RedactingGunicornLogger.__module__ == "prm.platform.redact"


def test_postgres_writes_no_value_of_a_failed_statement(db: None) -> None:
    """The server of the tests runs with the product's settings; they are read from it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(NO_VALUES_IN_LOGS)]
        )
        assert dict(cursor.fetchall()) == NO_VALUES_IN_LOGS
    log = Path(os.environ["PRM_TEST_RUN"])
    database = connections["default"].settings_dict
    with psycopg.connect(
        host=database["HOST"], port=database["PORT"], user=database["USER"], password=database["PASSWORD"],
        dbname=database["NAME"], autocommit=True,
    ) as outside:  # fmt: skip
        for statement in ("SELECT %s::uuid", "SELECT 1 / (length(%s) - length(%s))"):
            values = ["logged@secret-example.com"] * statement.count("%s")
            with pytest.raises(psycopg.Error):
                outside.execute(statement, values)
    texts = [path.read_text(errors="replace") for path in log.rglob("*.log")]
    assert texts, "the server writes no log here"
    assert not any("logged@secret-example.com" in text for text in texts)


def test_the_compose_file_runs_postgres_with_the_same_settings() -> None:
    compose = (Path(settings.BASE_DIR) / "docker-compose.yml").read_text()
    assert [
        f"{name}={value}" for name, value in NO_VALUES_IN_LOGS.items() if f"{name}={value}" not in compose
    ] == []
