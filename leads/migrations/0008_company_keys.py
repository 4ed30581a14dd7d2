"""By which keys companies are recognised."""

import django.contrib.postgres.fields
import django.db.models.deletion
import prm.platform.ids
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0007_alias'),
        ('tenants', '0006_own_vendor_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='dealregistration',
            name='company_keys',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='lead',
            name='company_keys',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='strategicaccount',
            name='company_keys',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None),
        ),
        migrations.CreateModel(
            name='CompanyKey',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('l', 'lead'), ('d', 'deal'), ('a', 'strategic account')], max_length=1)),
                ('subject_id', models.UUIDField()),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'company key',
                'indexes': [models.Index(fields=['vendor', 'digest', 'kind', 'subject_id'], name='company_key_digest'), models.Index(fields=['vendor', 'subject_id'], name='company_key_subject')],
            },
        ),
        Wall("CompanyKey"),
    ]
