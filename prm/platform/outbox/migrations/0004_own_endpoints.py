import django.db.models.deletion
from django.db import migrations

import prm.platform.tenants.base
from prm.platform.tenants.wall import CompositeKey


class Migration(migrations.Migration):
    """Endpoints that belong to one member of a partner."""

    dependencies = [("outbox", "0003_digests_and_links"), ("tenants", "0004_hears_of_offers")]

    operations = [
        migrations.AddField(
            model_name="webhookendpoint",
            name="membership",
            field=prm.platform.tenants.base.TenantForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="own_endpoints",
                to="tenants.membership",
            ),
        ),
        CompositeKey("WebhookEndpoint", "membership"),
    ]
