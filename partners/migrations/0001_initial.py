import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import partners.models.partner
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenants', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('grace_days', models.PositiveSmallIntegerField(default=0, help_text='How long partners keep receiving leads before they have signed.', verbose_name='days to sign')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ('-number',),
            },
        ),
        migrations.CreateModel(
            name='Certification',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'certification',
                'verbose_name_plural': 'certifications',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('external_id', models.CharField(blank=True, max_length=100, verbose_name='external ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('status', models.CharField(choices=[('active', 'Active'), ('probation', 'On probation'), ('paused', 'Paused'), ('inactive', 'Inactive')], default='active', max_length=12, verbose_name='status')),
                ('weight', models.PositiveIntegerField(default=1, help_text='Share of leads compared with other partners.', validators=[django.core.validators.MaxValueValidator(10000)], verbose_name='weight')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='Most open leads at once; empty means no limit.', null=True, verbose_name='capacity')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=35), blank=True, default=list, size=None, verbose_name='languages')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('region', models.CharField(blank=True, max_length=6, verbose_name='region')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('postal_code', models.CharField(blank=True, max_length=20, verbose_name='postal code')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail for notices')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('joined_on', models.DateField(default=partners.models.partner.today, verbose_name='joined on')),
                ('daily_cap', models.PositiveIntegerField(blank=True, null=True, verbose_name='most offers a day')),
                ('weekly_cap', models.PositiveIntegerField(blank=True, null=True, verbose_name='most offers a week')),
                ('monthly_cap', models.PositiveIntegerField(blank=True, null=True, verbose_name='most offers a month')),
                ('missed_windows', models.PositiveIntegerField(default=0, verbose_name='accept windows missed in a row')),
                ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='paused since')),
                ('holiday_country', models.CharField(blank=True, max_length=2, verbose_name='holiday calendar: country')),
                ('holiday_region', models.CharField(blank=True, max_length=6, verbose_name='holiday calendar: region')),
                ('training_score', models.FloatField(default=0, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='training completed')),
                ('mdf_score', models.FloatField(default=0, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='MDF participation')),
                ('custom', models.JSONField(blank=True, default=dict, verbose_name='custom fields')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='changed')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ('name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ChangeRequest',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('territory', 'Territory'), ('certification', 'Certification'), ('specialisation', 'Specialisation'), ('unpause', 'Receive leads again')], max_length=20, verbose_name='kind')),
                ('payload', models.JSONField(default=dict, verbose_name='what is asked for')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('approved', 'Approved'), ('refused', 'Refused')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='asked')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='change_requests', to='partners.partner')),
            ],
            options={
                'verbose_name': 'change request',
                'verbose_name_plural': 'change requests',
                'ordering': ('-asked_at',),
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='partners.partner')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ('starts_on',),
            },
        ),
        migrations.CreateModel(
            name='PartnerCertification',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('certification', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='holders', to='partners.certification', verbose_name='certification')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='certifications', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'certification held',
                'verbose_name_plural': 'certifications held',
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('category', models.CharField(blank=True, max_length=80, verbose_name='category')),
                ('is_custom', models.BooleanField(default=False, help_text='Leads that ask for it are marked as custom, so that a rule can hold them for review.', verbose_name='custom-made')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'product',
                'verbose_name_plural': 'products',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='ProductCertification',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('certification', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.certification')),
                ('product', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='certifications', to='partners.product')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'required certification',
                'verbose_name_plural': 'required certifications',
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('signed_name', models.CharField(max_length=200, verbose_name='signed as')),
                ('signed_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='signed')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='network address')),
                ('text_sha256', models.CharField(max_length=64, verbose_name='digest of the text')),
                ('agreement', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='partners.agreement')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='partners.partner')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
            },
        ),
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('region', models.CharField(blank=True, max_length=6, verbose_name='region')),
                ('postal_prefix', models.CharField(blank=True, max_length=20, verbose_name='postal prefix')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('radius_km', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0.1), django.core.validators.MaxValueValidator(20100)], verbose_name='radius (km)')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='territories', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'territory',
                'verbose_name_plural': 'territories',
                'ordering': ('country', 'region', 'postal_prefix', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Tier',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('rank', models.PositiveSmallIntegerField(default=1, verbose_name='rank')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'tier',
                'verbose_name_plural': 'tiers',
                'ordering': ('rank', 'slug'),
            },
        ),
        migrations.AddField(
            model_name='partner',
            name='tier',
            field=prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='partners.tier', verbose_name='tier'),
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
            },
        ),
        migrations.CreateModel(
            name='Vertical',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'vertical',
                'verbose_name_plural': 'verticals',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='PartnerSpecialisation',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='specialisations', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('vertical', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='specialists', to='partners.vertical', verbose_name='vertical')),
            ],
            options={
                'verbose_name': 'specialisation',
                'verbose_name_plural': 'specialisations',
            },
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='weekday')),
                ('opens_at_minute', models.PositiveSmallIntegerField(verbose_name='opens (minute of the day)')),
                ('closes_at_minute', models.PositiveSmallIntegerField(verbose_name='closes (minute of the day)')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='working_hours', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'open hours',
                'verbose_name_plural': 'open hours',
                'ordering': ('weekday', 'opens_at_minute'),
            },
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('vendor', 'number'), name='agreement_number'),
        ),
        migrations.AddConstraint(
            model_name='certification',
            constraint=models.UniqueConstraint(fields=('vendor', 'slug'), name='certification_slug'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='absence_starts_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='partnercertification',
            constraint=models.UniqueConstraint(fields=('vendor', 'partner', 'certification'), name='certification_held_once'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(fields=('vendor', 'slug'), name='product_slug'),
        ),
        migrations.AddConstraint(
            model_name='productcertification',
            constraint=models.UniqueConstraint(fields=('vendor', 'product', 'certification'), name='product_certification_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('vendor', 'agreement', 'partner'), name='signed_once'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('country', ''), _negated=True), ('latitude__isnull', True), ('longitude__isnull', True), ('radius_km__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180)), ('postal_prefix', ''), ('radius_km__gt', 0), ('region', '')), _connector='OR'), name='territory_is_area_or_circle'),
        ),
        migrations.AddConstraint(
            model_name='tier',
            constraint=models.UniqueConstraint(fields=('vendor', 'slug'), name='tier_slug'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('vendor', 'external_id'), name='partner_external_id'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='partner_place_is_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='tierrequirement',
            constraint=models.UniqueConstraint(fields=('vendor', 'tier', 'measure'), name='tier_requirement_once'),
        ),
        migrations.AddConstraint(
            model_name='tierrequirement',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__gte', 0)), name='tier_requirement_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='vertical',
            constraint=models.UniqueConstraint(fields=('vendor', 'slug'), name='vertical_slug'),
        ),
        migrations.AddConstraint(
            model_name='partnerspecialisation',
            constraint=models.UniqueConstraint(fields=('vendor', 'partner', 'vertical'), name='specialisation_once'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at_minute__lte', 1440), ('opens_at_minute__lt', models.F('closes_at_minute'))), name='working_hours_open_before_they_close'),
        ),
    ]
