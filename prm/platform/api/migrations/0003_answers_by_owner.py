"""Kept answers belong to a vendor or a partner, not to one of its API keys."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0002_wall"),
    ]

    operations = [
        migrations.RemoveConstraint("idempotentanswer", "answer_once"),
        migrations.RemoveField("idempotentanswer", "api_key"),
        migrations.AddField(
            "idempotentanswer",
            "owner_id",
            models.UUIDField(
                help_text="Whose key asked: a partner's ID, or else the vendor's.", default=uuid.UUID(int=0)
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "idempotentanswer",
            models.UniqueConstraint(fields=("vendor", "owner_id", "key"), name="answer_once"),
        ),
    ]
