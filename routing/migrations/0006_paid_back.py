"""Whether an offer's turn was paid back, in place of a column nobody used."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0005_sealed"),
    ]

    operations = [
        migrations.RemoveField(model_name="offer", name="charged"),
        migrations.AddField(
            model_name="offer",
            name="turn_paid_back",
            field=models.BooleanField(default=False, verbose_name="turn given back"),
        ),
    ]
