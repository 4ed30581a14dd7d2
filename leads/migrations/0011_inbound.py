"""Webhooks that other systems send."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0010_known_people'),
        ('tenants', '0008_duplicate_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='InboundSource',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('preset', models.CharField(max_length=20, verbose_name='sent by')),
                ('token', models.CharField(editable=False, max_length=64)),
                ('verify_token', models.CharField(editable=False, max_length=64)),
                ('signature', models.CharField(choices=[('none', 'No check: the secret address is enough'), ('hmac', 'HMAC-SHA256 of the body, in a header'), ('hubspot', 'HubSpot, version 3'), ('linkedin', 'LinkedIn'), ('shared', 'The secret itself, in a header')], default='none', max_length=10, verbose_name='signature')),
                ('signature_header', models.CharField(blank=True, max_length=80, verbose_name='header of the signature')),
                ('secret', models.CharField(blank=True, max_length=200, verbose_name='secret of the signature')),
                ('leads_path', models.CharField(blank=True, max_length=200, verbose_name='where the leads are')),
                ('mapping', models.JSONField(default=dict)),
                ('custom', models.JSONField(default=dict)),
                ('keeps_others', models.BooleanField(default=True, verbose_name='keep all other values as custom fields')),
                ('left_out', models.TextField(blank=True, max_length=2000, verbose_name='except')),
                ('thanks_url', models.URLField(blank=True, max_length=500, verbose_name='page to show after a form')),
                ('keeps_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='keep payloads for (days)')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('refused_code', models.CharField(blank=True, default='', editable=False, max_length=30)),
                ('refused_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'inbound webhook',
                'verbose_name_plural': 'inbound webhooks',
                'ordering': ('name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='InboundPayload',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('received_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='received')),
                ('tried_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='tried')),
                ('body', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('state', models.CharField(choices=[('taken', 'Taken'), ('failed', 'Failed')], max_length=6, verbose_name='state')),
                ('results', models.JSONField(default=list)),
                ('lead_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('erased_at', models.DateTimeField(null=True)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('source', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='payloads', to='leads.inboundsource')),
            ],
            options={
                'verbose_name': 'payload',
                'verbose_name_plural': 'payloads',
                'ordering': ('-received_at', '-id'),
            },
        ),
        migrations.AddConstraint(
            model_name='inboundsource',
            constraint=models.UniqueConstraint(fields=('vendor', 'token'), name='inbound_token_once'),
        ),
        migrations.AddIndex(
            model_name='inboundpayload',
            index=models.Index(fields=['vendor', 'source', '-received_at', '-id'], name='payload_newest'),
        ),
        migrations.AddIndex(
            model_name='inboundpayload',
            index=models.Index(condition=models.Q(('state', 'failed')), fields=['vendor', 'source', 'received_at'], name='payload_failed'),
        ),
        migrations.AddIndex(
            model_name='inboundpayload',
            index=django.contrib.postgres.indexes.GinIndex(fields=['lead_ids'], name='payload_leads'),
        ),
        Wall("InboundSource", "InboundPayload"),
    ]
