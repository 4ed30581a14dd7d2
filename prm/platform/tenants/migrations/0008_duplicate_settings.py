"""What the vendor does with leads about somebody who is known."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0007_limits_and_scopes'),
    ]

    operations = [
        migrations.AddField(
            model_name='vendor',
            name='joins_repeated_leads',
            field=models.BooleanField(db_default=True, default=True, verbose_name='add posts by a known person to their open lead'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='links_similar_leads',
            field=models.BooleanField(db_default=True, default=True, verbose_name='link leads of the same company and offer them to one partner'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='repeat_window_days',
            field=models.PositiveSmallIntegerField(db_default=90, default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='days to add posts to the same lead'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='returning_leads_go_back',
            field=models.BooleanField(db_default=True, default=True, verbose_name='offer returning people to their earlier partner'),
        ),
    ]
