import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenants', '0003_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetImport',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20, verbose_name='what')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('columns', 'Choose columns'), ('checking', 'Being checked'), ('checked', 'Checked'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped')], default='columns', max_length=10, verbose_name='state')),
                ('header', models.JSONField(default=list)),
                ('columns', models.JSONField(default=list)),
                ('is_strict', models.BooleanField(default=False, verbose_name='refuse rows with an unreadable value')),
                ('total_rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('next_row', models.PositiveIntegerField(default=1)),
                ('added', models.PositiveIntegerField(default=0, verbose_name='added')),
                ('updated', models.PositiveIntegerField(default=0, verbose_name='updated')),
                ('known', models.PositiveIntegerField(default=0, verbose_name='already there')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='refused')),
                ('warned', models.PositiveIntegerField(default=0, verbose_name='with warnings')),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='uploaded')),
                ('progress_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ('-created_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='SheetRow',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField()),
                ('cells', models.JSONField()),
                ('problems', models.JSONField(default=list)),
                ('sheet', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='sheets.sheetimport')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'row',
                'verbose_name_plural': 'rows',
                'ordering': ('number',),
            },
        ),
        migrations.AddIndex(
            model_name='sheetimport',
            index=models.Index(fields=['vendor', '-created_at', '-id'], name='import_newest'),
        ),
        migrations.AddIndex(
            model_name='sheetimport',
            index=models.Index(condition=models.Q(('state__in', ('checking', 'running'))), fields=['progress_at'], name='import_at_work'),
        ),
        migrations.AddConstraint(
            model_name='sheetrow',
            constraint=models.UniqueConstraint(fields=('vendor', 'sheet', 'number'), name='sheet_row_once'),
        ),
    ]
