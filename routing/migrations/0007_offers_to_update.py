"""A partner's accepted leads in the order in which they are to be updated: inbox and pipeline."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("routing", "0006_paid_back")]

    operations = [
        AddIndexConcurrently(
            "offer",
            models.Index(
                condition=models.Q(("state", "accepted")),
                fields=["vendor", "partner", "update_due_at", "accepted_at"],
                name="offer_to_update",
            ),
        ),
    ]
