"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import DueVendors, OwnerReads, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_initial"),
        ("partners", "0003_absence_of_a_member"),
    ]

    operations = [
        Wall("WebhookEndpoint", "OutboxMessage", "NotificationPreference"),
        OwnerReads("OutboxMessage"),
        DueVendors(
            "outbox_due_vendors", "outbox_outboxmessage", "state = 'waiting' AND next_attempt_at <= moment"
        ),
    ]
