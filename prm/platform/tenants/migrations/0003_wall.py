"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import AppendOnly, GrantEverything, OwnRowsForPerson, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0002_people"),
        ("partners", "0002_wall"),
    ]

    operations = [
        GrantEverything(),
        Wall("Membership", "Invitation", "ApiKey", "AuditEntry"),
        OwnRowsForPerson("Membership"),
        AppendOnly("AuditEntry"),
    ]
