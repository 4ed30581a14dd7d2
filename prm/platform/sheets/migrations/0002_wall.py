"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("sheets", "0001_initial"),
    ]

    operations = [
        Wall("SheetImport", "SheetRow"),
    ]
