"""Which person a lead is about: keys, later posts, links to like leads."""

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
        ('leads', '0009_qualification'),
        ('tenants', '0008_duplicate_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='LaterPost',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('received_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='received')),
                ('evidence', models.CharField(max_length=20, verbose_name='recognised by')),
                ('facts', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='what it said')),
                ('unread', models.JSONField(default=dict, verbose_name='not understood')),
                ('actor_kind', models.CharField(choices=[('system', 'System'), ('user', 'Person'), ('key', 'API key')], default='system', max_length=6)),
                ('actor_id', models.UUIDField(null=True)),
                ('separated_at', models.DateTimeField(blank=True, null=True, verbose_name='split off as a separate lead')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='later_posts', to='leads.lead')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'later post',
                'verbose_name_plural': 'later posts',
                'ordering': ('received_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='LeadLink',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('again', 'The same person again'), ('similar', 'The same company, it seems')], max_length=8, verbose_name='kind')),
                ('evidence', models.CharField(max_length=20, verbose_name='recognised by')),
                ('confidence', models.FloatField(default=0, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='how sure')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='found')),
                ('dismissed_at', models.DateTimeField(blank=True, null=True, verbose_name='dismissed')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='leads.lead')),
                ('other', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='linked_from', to='leads.lead')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'like lead',
                'verbose_name_plural': 'like leads',
                'ordering': ('-confidence', '-created_at'),
            },
        ),
        migrations.CreateModel(
            name='PersonKey',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('lead_id', models.UUIDField()),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'person key',
            },
        ),
        migrations.RemoveIndex(
            model_name='lead',
            name='lead_external',
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('vendor', 'external_id'), name='lead_external_once', violation_error_message='Another lead has this ID.'),
        ),
        migrations.AddIndex(
            model_name='laterpost',
            index=models.Index(fields=['vendor', 'lead', 'received_at'], name='later_post_of_lead'),
        ),
        migrations.AddIndex(
            model_name='leadlink',
            index=models.Index(fields=['vendor', 'other'], name='lead_link_other'),
        ),
        migrations.AddConstraint(
            model_name='leadlink',
            constraint=models.UniqueConstraint(fields=('vendor', 'lead', 'other'), name='lead_link_once'),
        ),
        migrations.AddIndex(
            model_name='personkey',
            index=models.Index(fields=['vendor', 'lead_id'], name='person_key_lead'),
        ),
        Wall("PersonKey", "LaterPost", "LeadLink"),
    ]
