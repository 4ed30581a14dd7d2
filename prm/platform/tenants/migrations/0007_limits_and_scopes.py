"""What a key may do, how much a vendor may ask for, and who must sign in with a second factor."""

import django.contrib.postgres.fields
from django.db import migrations, models

import prm.platform.tenants.models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0006_own_vendor_only")]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                default=prm.platform.tenants.models.every_scope,
                db_default=["*"],
                size=None,
                verbose_name="scopes",
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="vendor",
            name="requests_per_minute",
            field=models.PositiveIntegerField(
                blank=True, editable=False, null=True, verbose_name="API requests a minute"
            ),
        ),
        migrations.AddField(
            model_name="vendor",
            name="second_factor",
            field=models.CharField(
                choices=[
                    ("nobody", "Nobody"),
                    ("vendor", "The vendor’s own people"),
                    ("everybody", "Everybody"),
                ],
                db_default="nobody",
                default="nobody",
                max_length=10,
                verbose_name="who must sign in with a second factor",
            ),
        ),
    ]
