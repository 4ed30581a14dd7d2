"""The harness keeps its promises: the application's role, a database per worker, real servers."""

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections


def test_tests_run_as_the_application_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("prm_app", False, False)


def test_each_worker_has_a_migrated_database_of_its_own(db: None, worker_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), count(*) FROM django_migrations")
        name, migrations = cursor.fetchone()
    assert name == f"prm_{worker_id}"
    assert migrations > 10


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_owner_of_the_tables_is_another_role() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert cursor.fetchall() == [("prm_owner",)]


def test_the_cache_is_the_test_redis(django_db_setup: None) -> None:
    cache.set("harness", 1)
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        assert [key for key in client.scan_iter() if b"harness" in key]
