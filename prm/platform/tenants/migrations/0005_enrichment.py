import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0004_concentration_alarm'),
    ]

    operations = [
        migrations.AddField(
            model_name='vendor',
            name='enrichment_milliseconds',
            field=models.PositiveSmallIntegerField(db_default=800, default=800, validators=[django.core.validators.MinValueValidator(100), django.core.validators.MaxValueValidator(5000)], verbose_name='wait for enrichment at most (milliseconds)'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='enrichment_off',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list, size=None, verbose_name='enrichment that is off'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='has_enrichment_sources',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
