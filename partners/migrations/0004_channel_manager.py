import django.db.models.deletion
import prm.platform.tenants.base
from django.db import migrations

from prm.platform.tenants.wall import CompositeKey


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0003_absence_of_a_member'),
        ('tenants', '0005_enrichment'),
    ]

    operations = [
        migrations.AddField(
            model_name='partner',
            name='deputy',
            field=prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, help_text='Stands in when the channel manager has left.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputised_partners', to='tenants.membership', verbose_name='deputy'),
        ),
        migrations.AddField(
            model_name='partner',
            name='manager',
            field=prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, help_text='The partner sees this name, and its answers to mails go there.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='managed_partners', to='tenants.membership', verbose_name='channel manager'),
        ),
        CompositeKey("Partner", "manager"),
        CompositeKey("Partner", "deputy"),
    ]
