"""Names that leads use and the vendor's lists lack."""

import django.db.models.deletion
import prm.platform.ids
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0006_lead_unread'),
        ('tenants', '0005_refuses_unreadable_leads'),
    ]

    operations = [
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(choices=[('industry', 'Industry'), ('products', 'Product')], max_length=10, verbose_name='field')),
                ('text', models.CharField(max_length=80, verbose_name='name')),
                ('folded', models.CharField(editable=False, max_length=80)),
                ('slug', models.CharField(blank=True, max_length=80, verbose_name='what is meant')),
                ('leads', models.PositiveIntegerField(default=0, editable=False, verbose_name='leads')),
                ('seen_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last seen')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'unlisted name',
                'verbose_name_plural': 'unlisted names',
                'ordering': ('slug', '-leads', 'text'),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'field', 'folded'), name='alias_once')],
            },
        ),
        Wall("Alias"),
    ]
