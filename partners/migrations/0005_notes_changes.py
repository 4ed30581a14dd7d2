"""Tells every process when these settings change."""

from django.db import migrations

from prm.platform.tenants.wall import NotesChanges


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0004_channel_manager"),
        ("tenants", "0006_settings_change"),
    ]

    operations = [NotesChanges("Product", "Vertical")]
