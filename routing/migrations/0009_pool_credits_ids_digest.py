"""Whose a pool's credits are, as a digest: a batch compares it instead of reading thousands of ids."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("routing", "0008_forgotten_facts"),)

    operations = (
        migrations.AddField(
            model_name="poolcredits",
            name="ids_digest",
            field=models.CharField(default="", editable=False, max_length=32),
        ),
    )
