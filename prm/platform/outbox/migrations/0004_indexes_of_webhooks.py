"""Mails are not in the indexes that webhooks are picked by."""

from django.db import migrations, models

WEBHOOKS = models.Q(state="waiting", endpoint__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_notes_changes")]

    operations = [
        migrations.RemoveIndex(model_name="outboxmessage", name="message_of_endpoint"),
        migrations.RemoveIndex(model_name="outboxmessage", name="message_in_turn"),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                fields=["vendor", "endpoint", "next_attempt_at"],
                condition=WEBHOOKS,
                name="message_of_endpoint",
            ),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                fields=["vendor", "endpoint", "lead_id", "ordinal"], condition=WEBHOOKS, name="message_in_turn"
            ),
        ),
    ]
