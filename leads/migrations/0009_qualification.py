"""What makes a lead qualified for a vendor, and the points of each lead."""

import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0008_company_keys'),
        ('tenants', '0006_own_vendor_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='lead',
            name='score_points',
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name='points'),
        ),
        migrations.CreateModel(
            name='QualificationRules',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('weights', models.JSONField(default=dict)),
                ('mql_at', models.PositiveSmallIntegerField(verbose_name='points of a marketing qualified lead')),
                ('sql_at', models.PositiveSmallIntegerField(verbose_name='points of a sales qualified lead')),
                ('routes_only_sql', models.BooleanField(default=False, verbose_name='route only sales qualified leads')),
                ('changed_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='changed')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'qualification',
                'verbose_name_plural': 'qualification',
                'constraints': [models.UniqueConstraint(fields=('vendor',), name='qualification_once')],
            },
        ),
        Wall("QualificationRules"),
    ]
