"""Timelines are sealed."""

from django.db import migrations

from prm.platform.ledger.operations import Sealed


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0003_deal_answer"),
        ("ledger", "0002_wall"),
    ]

    operations = [Sealed("LeadEvent")]
