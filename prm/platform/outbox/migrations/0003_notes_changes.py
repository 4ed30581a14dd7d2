"""Tells every process when these settings change."""

from django.db import migrations

from prm.platform.tenants.wall import NotesChanges


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_wall"),
        ("tenants", "0006_settings_change"),
    ]

    operations = [NotesChanges("WebhookEndpoint", ignored=("failures_in_a_row", "rests_until_at"))]
