import django.db.models.deletion
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0005_notes_changes'),
        ('routing', '0003_report_mails'),
        ('tenants', '0006_settings_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='MissedDay',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('leads', models.JSONField(default=dict)),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'missed leads of a day',
                'verbose_name_plural': 'missed leads of days',
                'constraints': [models.UniqueConstraint(fields=('vendor', 'partner', 'day'), name='missed_day_once')],
            },
        ),
        Wall("MissedDay"),
    ]
