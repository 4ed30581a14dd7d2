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
                help_text="If nobody at a partner gets offer mails, all its members do.",
                verbose_name="hears of offers",
            ),
        ),
    ]
