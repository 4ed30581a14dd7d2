"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0001_initial"),
        ("tenants", "0003_wall"),
    ]

    operations = [
        Wall("IdempotentAnswer"),
    ]
