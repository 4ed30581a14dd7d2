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
            field=models.BooleanField(db_default=True, default=True, verbose_name='a person who is known joins the open lead'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='links_similar_leads',
            field=models.BooleanField(db_default=True, default=True, verbose_name='leads of what looks like one company are linked and stay with one partner'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='repeat_window_days',
            field=models.PositiveSmallIntegerField(db_default=90, default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='days in which a person is the same lead'),
        ),
        migrations.AddField(
            model_name='vendor',
            name='returning_leads_go_back',
            field=models.BooleanField(db_default=True, default=True, verbose_name='a person who comes again goes to the partner who had the lead'),
        ),
    ]
