from django.db import migrations, models


class Migration(migrations.Migration):
    """Who of a partner hears of offers; everybody, until its administrator says otherwise."""

    dependencies = [("tenants", "0003_wall")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="hears_of_offers",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Of a partner whose members all do not, everybody hears.",
                verbose_name="hears of offers",
            ),
        ),
    ]
