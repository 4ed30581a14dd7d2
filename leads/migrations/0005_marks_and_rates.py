"""Strategic accounts, and exchange rates: what gives leads their marks and their value."""

import django.core.validators
import django.db.models.deletion
import prm.platform.ids
import prm.platform.tenants.scope
from decimal import Decimal
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0004_sealed'),
        ('tenants', '0003_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('rate', models.DecimalField(decimal_places=8, help_text='What one unit is worth: 1.08 for EUR, if your own currency is USD.', max_digits=18, validators=[django.core.validators.MinValueValidator(Decimal('1E-8'))], verbose_name='value in your own currency')),
                ('valid_from_on', models.DateField(verbose_name='valid from')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'exchange rate',
                'verbose_name_plural': 'exchange rates',
                'ordering': ('currency', '-valid_from_on'),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'currency', 'valid_from_on'), name='exchange_rate_day'), models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='exchange_rate_positive')],
            },
        ),
        migrations.CreateModel(
            name='StrategicAccount',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('company', models.CharField(max_length=200, verbose_name='company')),
                ('website', models.CharField(blank=True, max_length=500, verbose_name='website')),
                ('domain', models.CharField(blank=True, editable=False, max_length=200)),
                ('company_fold', models.CharField(editable=False, max_length=200)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'strategic account',
                'verbose_name_plural': 'strategic accounts',
                'ordering': ('company',),
                'indexes': [models.Index(fields=['vendor', 'domain'], name='strategic_account_domain')],
                'constraints': [models.UniqueConstraint(fields=('vendor', 'company_fold', 'domain'), name='strategic_account_once')],
            },
        ),
        Wall("ExchangeRate", "StrategicAccount"),
    ]
