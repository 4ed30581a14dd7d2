"""Decisions are sealed."""

from django.db import migrations

from prm.platform.ledger.operations import Sealed


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0004_shares"),
        ("ledger", "0002_wall"),
    ]

    operations = [Sealed("Decision")]
