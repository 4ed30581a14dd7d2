"""Until when a partner asks for more time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("routing", "0011_forget_postal_keys")]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="more_time_until_on",
            field=models.DateField(blank=True, null=True, verbose_name="more time wanted until"),
        ),
    ]
