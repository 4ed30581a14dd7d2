"""Tells every process when these settings change."""

from django.db import migrations

from prm.platform.tenants.wall import NotesChanges


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0005_enrichment"),
        ("tenants", "0006_settings_change"),
    ]

    operations = [NotesChanges("QualificationRules"), NotesChanges("Alias", ignored=("leads", "seen_at", "text"), filled="slug")]
