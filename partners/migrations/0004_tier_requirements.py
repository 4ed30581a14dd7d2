"""Products made to order, and what tiers ask of their partners."""

import django.core.validators
import django.db.models.deletion
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0003_absence_of_a_member'),
        ('tenants', '0003_wall'),
    ]

    operations = [
        migrations.AddField(
            model_name='product',
            name='is_custom',
            field=models.BooleanField(default=False, help_text='Leads that ask for it are marked as custom, so that a rule can hold them for review.', verbose_name='custom-made'),
        ),
        migrations.CreateModel(
            name='TierRequirement',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('measure', models.CharField(choices=[('certifications', 'certifications held'), ('specialisations', 'industries specialised in'), ('training', 'training completed (percent)'), ('won', 'leads won in 12 months'), ('revenue', 'value won in 12 months, in your currency'), ('win_rate', 'win rate (percent)'), ('first_action_hours', 'hours to the first action, at most')], max_length=30, verbose_name='measure')),
                ('threshold', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='threshold')),
                ('tier', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='partners.tier')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'tier requirement',
                'verbose_name_plural': 'tier requirements',
                'ordering': ('measure',),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'tier', 'measure'), name='tier_requirement_once'), models.CheckConstraint(condition=models.Q(('threshold__gte', 0)), name='tier_requirement_not_negative')],
            },
        ),
        Wall("TierRequirement"),
    ]
