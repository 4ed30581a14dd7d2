"""What fills gaps of leads: sources, records, and how long a lead waits for them."""

import django.core.validators
import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import DueVendors, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0004_actor_crm'),
        ('tenants', '0005_enrichment'),
    ]

    operations = [
        migrations.AddField(
            model_name='lead',
            name='enrichment',
            field=models.JSONField(blank=True, db_default=models.Value([], models.JSONField()), default=list, editable=False, verbose_name='filled in'),
        ),
        migrations.AddField(
            model_name='lead',
            name='route_after_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='lead',
            name='time_zone',
            field=models.CharField(blank=True, db_default='', default='', max_length=50, verbose_name='time zone'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='authority',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='authority'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='campaign',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='campaign'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='city',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='city'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='company',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='country',
            field=models.CharField(blank=True, db_default='', default='', max_length=2, verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='currency',
            field=models.CharField(blank=True, db_default='', default='', max_length=3, verbose_name='currency'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='email',
            field=models.CharField(blank=True, db_default='', default='', max_length=254, verbose_name='e-mail'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='external_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='external ID'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='first_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='first name'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='industry',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='industry'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='job_title',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='job title'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='last_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='last name'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='need',
            field=models.TextField(blank=True, db_default='', default='', max_length=5000, verbose_name='need'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='need_category',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='kind of need'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='partner_campaign',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='partner campaign'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='phone',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='phone'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='postal_code',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='postal code'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='region',
            field=models.CharField(blank=True, db_default='', default='', max_length=6, verbose_name='region'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='source',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='timeline',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='timeline'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='website',
            field=models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='website'),
        ),
        migrations.CreateModel(
            name='EnrichmentSource',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('address', models.CharField(max_length=500, verbose_name='address')),
                ('header', models.CharField(default='Authorization', max_length=80, validators=[django.core.validators.RegexValidator("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", 'This is not the name of a header.')], verbose_name='header of the key')),
                ('secret', models.TextField(blank=True, editable=False)),
                ('mapping', models.JSONField(default=dict)),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('cache_hours', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(720)], verbose_name='keep answers for (hours)')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('sample', models.JSONField(editable=False, null=True)),
                ('answered', models.PositiveBigIntegerField(default=0, editable=False)),
                ('failed', models.PositiveBigIntegerField(default=0, editable=False)),
                ('problem', models.CharField(blank=True, default='', editable=False, max_length=200)),
                ('problem_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'enrichment source',
                'verbose_name_plural': 'enrichment sources',
                'ordering': ('position', 'created_at', 'id'),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'name'), name='enrichment_source_named_once')],
            },
        ),
        Wall("EnrichmentSource"),
        DueVendors(
            "leads_waiting_vendors",
            "leads_lead",
            "state = 'new' AND coalesce(route_after_at, received_at) <= moment",
            before="state = 'new' AND received_at <= moment",
        ),
    ]
