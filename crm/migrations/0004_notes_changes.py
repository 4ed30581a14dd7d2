"""Tells every process when these settings change."""

from django.db import migrations

from prm.platform.tenants.wall import NotesChanges

OF_THE_WORK = (
    "cursors",
    "next_pull_at",
    "pulled_at",
    "failures_in_a_row",
    "rests_until_at",
    "last_error",
    "worked_at",
    "test_asked_at",
    "tested_at",
    "missing",
    "usage",
)


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0003_connection_test"),
        ("tenants", "0006_settings_change"),
    ]

    operations = [NotesChanges("CrmConnection", ignored=OF_THE_WORK)]
