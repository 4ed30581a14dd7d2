import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import TableOperation, app_role


class Ordinals(TableOperation):
    """The sequence that puts messages in order; it is there before the column that takes from it."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        return [
            "CREATE SEQUENCE outbox_ordinal",
            f'GRANT USAGE ON SEQUENCE outbox_ordinal TO "{app_role()}"',
        ]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0003_absence_of_a_member'),
        ('tenants', '0003_wall'),
    ]

    operations = [
        Ordinals(),
        migrations.CreateModel(
            name='WebhookEndpoint',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('url', models.URLField(max_length=500, verbose_name='URL')),
                ('shape', models.CharField(choices=[('standard', 'Standard Webhooks'), ('slack', 'Slack'), ('teams', 'Teams')], default='standard', max_length=10, verbose_name='shape')),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Empty means all.', size=None, verbose_name='events')),
                ('secret', models.CharField(editable=False, max_length=100)),
                ('previous_secret', models.CharField(blank=True, db_default='', default='', editable=False, max_length=100)),
                ('previous_secret_until_at', models.DateTimeField(editable=False, null=True)),
                ('failures_in_a_row', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ('rests_until_at', models.DateTimeField(editable=False, null=True)),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('membership', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='own_endpoints', to='tenants.membership')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partner', verbose_name='partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ('created_at',),
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('webhook', 'Webhook')], max_length=10, verbose_name='channel')),
                ('event', models.CharField(max_length=40, verbose_name='event')),
                ('receiver', models.CharField(blank=True, max_length=500, verbose_name='to')),
                ('lead_id', models.UUIDField(editable=False, null=True)),
                ('in_digest', models.BooleanField(default=False, verbose_name='in the daily digest')),
                ('payload', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('delivered', 'Delivered'), ('failed', 'Given up')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='next attempt')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='written')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered')),
                ('last_error', models.TextField(blank=True, verbose_name='last error')),
                ('ordinal', models.BigIntegerField(db_default=models.Func(models.Value('outbox_ordinal'), function='nextval', output_field=models.BigIntegerField()), editable=False)),
                ('membership', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='tenants.membership')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('endpoint', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='outbox.webhookendpoint')),
            ],
            options={
                'verbose_name': 'outgoing message',
                'verbose_name_plural': 'outgoing messages',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='NotificationPreference',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('event', models.CharField(max_length=40, verbose_name='event')),
                ('delivery', models.CharField(choices=[('at_once', 'At once'), ('digest', 'In a daily digest'), ('off', 'Not at all')], default='at_once', max_length=10, verbose_name='by e-mail')),
                ('membership', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='notification_choices', to='tenants.membership')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'notification choice',
                'verbose_name_plural': 'notification choices',
                'constraints': [models.UniqueConstraint(fields=('vendor', 'membership', 'event'), name='choice_once')],
            },
        ),
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
                'indexes': [models.Index(fields=['vendor', 'message'], name='attempt_of_message')],
            },
        ),
        migrations.CreateModel(
            name='UsedLink',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token_digest', models.CharField(max_length=64)),
                ('subject_id', models.UUIDField()),
                ('used_at', models.DateTimeField(default=prm.platform.clock.now)),
                ('membership', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'used link',
                'verbose_name_plural': 'used links',
                'constraints': [models.UniqueConstraint(fields=('vendor', 'token_digest'), name='link_used_once')],
            },
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_attempt_at'], name='message_due'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('lead_id__isnull', False)), fields=['vendor', 'lead_id'], name='message_of_lead'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['vendor', 'endpoint', 'next_attempt_at'], name='message_of_endpoint'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['vendor', 'endpoint', 'lead_id', 'ordinal'], name='message_in_turn'),
        ),
        migrations.AddConstraint(
            model_name='outboxmessage',
            constraint=models.UniqueConstraint(fields=('vendor', 'key'), name='message_once'),
        ),
    ]
