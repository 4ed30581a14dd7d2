"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import AppendOnly, DueVendors, OwnerReads, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_initial"),
    ]

    operations = [
        Wall("Unsealed", "Seal"),
        AppendOnly("Seal"),
        OwnerReads("Unsealed"),
        DueVendors("ledger_unsealed_vendors", "ledger_unsealed", "moment IS NOT NULL"),
    ]
