import django.contrib.postgres.fields
import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenants', '0003_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='Unsealed',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=40)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'unsealed row',
                'verbose_name_plural': 'unsealed rows',
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('sealed_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='sealed')),
                ('previous_digest', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('row_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('row_digests', models.BinaryField()),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'number'), name='seal_number')],
            },
        ),
    ]
