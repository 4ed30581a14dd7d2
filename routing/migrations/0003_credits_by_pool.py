"""Credits as one row a pool, and the pause rule frozen into offers."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.scope
from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0002_wall"),
        ("tenants", "0003_wall"),
    ]

    operations = [
        migrations.DeleteModel(name="Credit"),
        migrations.AddField(
            model_name="offer",
            name="pause_after_missed",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="PoolCredits",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pool", models.CharField(max_length=80)),
                (
                    "partner_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("changed_at", models.DateTimeField(default=prm.platform.clock.now)),
                (
                    "vendor",
                    models.ForeignKey(
                        db_index=False,
                        default=prm.platform.tenants.scope.current_vendor_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.vendor",
                    ),
                ),
            ],
            options={
                "verbose_name": "credits of a pool",
                "verbose_name_plural": "credits of pools",
                "constraints": [
                    models.UniqueConstraint(fields=("vendor", "pool"), name="pool_credits_once")
                ],
            },
        ),
        Wall("PoolCredits"),
    ]
