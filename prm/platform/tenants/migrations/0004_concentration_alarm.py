import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0003_wall'),
    ]

    operations = [
        migrations.AddField(
            model_name='vendor',
            name='concentration_alarm_percent',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='alarm when the top 5 percent of partners get more than (percent)'),
        ),
    ]
