"""Webhooks in order for each lead, endpoints that rest after failures, and a log of every attempt."""

import django.db.models.deletion
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import OwnerReads, TableOperation, Wall, app_role

ENDPOINTS = """
CREATE FUNCTION outbox_due_endpoints(moment timestamptz) RETURNS TABLE (vendor_id uuid, endpoint_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT endpoint.vendor_id, endpoint.id
  FROM outbox_webhookendpoint AS endpoint
  CROSS JOIN LATERAL (
    SELECT message.next_attempt_at
    FROM outbox_outboxmessage AS message
    WHERE message.vendor_id = endpoint.vendor_id AND message.endpoint_id = endpoint.id
      AND message.state = 'waiting' AND message.next_attempt_at <= moment
      AND NOT EXISTS (
        SELECT FROM outbox_outboxmessage AS earlier
        WHERE earlier.vendor_id = message.vendor_id AND earlier.endpoint_id = message.endpoint_id
          AND earlier.lead_id = message.lead_id AND earlier.state = 'waiting'
          AND earlier.ordinal < message.ordinal
      )
    ORDER BY message.next_attempt_at
    LIMIT 1
  ) AS head
  WHERE endpoint.rests_until_at IS NULL OR endpoint.rests_until_at <= moment
  ORDER BY head.next_attempt_at, endpoint.id
$$
"""


class Ordinals(TableOperation):
    """The sequence that puts messages in order; it is there before the column that takes from it."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        return [
            "CREATE SEQUENCE outbox_ordinal",
            f'GRANT USAGE ON SEQUENCE outbox_ordinal TO "{app_role()}"',
        ]


class DueEndpoints(TableOperation):
    """A function of the owner that names the endpoints with a message due, and nothing else of them."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        function = "outbox_due_endpoints(timestamptz)"
        return [
            ENDPOINTS,
            f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
            f'GRANT EXECUTE ON FUNCTION {function} TO "{app_role()}"',
        ]


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0005_previous_secret'),
        ('tenants', '0008_duplicate_settings'),
    ]

    operations = [
        Ordinals(),
        migrations.CreateModel(
            name='DeliveryAttempt',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('milliseconds', models.PositiveIntegerField(verbose_name='milliseconds')),
                ('url', models.URLField(max_length=500, verbose_name='URL')),
                ('headers', models.JSONField(default=dict, verbose_name='headers')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='status')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('message', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='outbox.outboxmessage')),
            ],
            options={
                'verbose_name': 'delivery attempt',
                'verbose_name_plural': 'delivery attempts',
                'ordering': ('started_at', 'id'),
            },
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='ordinal',
            field=models.BigIntegerField(db_default=models.Func(models.Value('outbox_ordinal'), function='nextval', output_field=models.BigIntegerField()), editable=False),
        ),
        migrations.AddField(
            model_name='webhookendpoint',
            name='failures_in_a_row',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='webhookendpoint',
            name='rests_until_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['vendor', 'endpoint', 'next_attempt_at'], name='message_of_endpoint'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['vendor', 'endpoint', 'lead_id', 'ordinal'], name='message_in_turn'),
        ),
        migrations.AddIndex(
            model_name='deliveryattempt',
            index=models.Index(fields=['vendor', 'message'], name='attempt_of_message'),
        ),
        Wall("DeliveryAttempt"),
        OwnerReads("WebhookEndpoint"),
        DueEndpoints(),
    ]
