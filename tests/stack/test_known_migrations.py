"""A database that another version made is refused with a sentence, and left as it is."""

import secrets
from pathlib import Path

import psycopg
import pytest

from prm.local.known_migrations import require_known_migrations
from prm.local.trouble import Trouble
from tests.stack.servers import Servers, clone_database


def test_a_database_of_another_version_is_refused_by_name(servers: Servers, tmp_path: Path) -> None:
    name = f"other_{secrets.token_hex(4)}"
    clone_database(servers, name)
    owner_url = servers.owner_url(name)
    try:
        require_known_migrations(owner_url, tmp_path)
        with psycopg.connect(owner_url) as owner:
            owner.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('leads', '0099_other', now())"
            )
        with pytest.raises(Trouble, match=r"leads\.0099_other.*another version"):
            require_known_migrations(owner_url, tmp_path)
    finally:
        with psycopg.connect(servers.superuser_url(), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
