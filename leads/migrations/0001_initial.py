import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0003_absence_of_a_member'),
        ('tenants', '0003_wall'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InboundSource',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('preset', models.CharField(max_length=20, verbose_name='sent by')),
                ('token', models.CharField(editable=False, max_length=64)),
                ('verify_token', models.CharField(editable=False, max_length=64)),
                ('signature', models.CharField(choices=[('none', 'No check: the secret address is enough'), ('hmac', 'HMAC-SHA256 of the body, in a header'), ('hubspot', 'HubSpot, version 3'), ('linkedin', 'LinkedIn'), ('shared', 'The secret itself, in a header')], default='none', max_length=10, verbose_name='signature')),
                ('signature_header', models.CharField(blank=True, max_length=80, verbose_name='header of the signature')),
                ('secret', models.CharField(blank=True, max_length=200, verbose_name='secret of the signature')),
                ('leads_path', models.CharField(blank=True, max_length=200, verbose_name='where the leads are')),
                ('mapping', models.JSONField(default=dict)),
                ('custom', models.JSONField(default=dict)),
                ('keeps_others', models.BooleanField(default=True, verbose_name='keep all other values as custom fields')),
                ('left_out', models.TextField(blank=True, max_length=2000, verbose_name='except')),
                ('thanks_url', models.URLField(blank=True, max_length=500, verbose_name='page to show after a form')),
                ('keeps_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='keep payloads for (days)')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('refused_code', models.CharField(blank=True, default='', editable=False, max_length=30)),
                ('refused_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'inbound webhook',
                'verbose_name_plural': 'inbound webhooks',
                'ordering': ('name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='InboundPayload',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('received_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='received')),
                ('tried_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='tried')),
                ('body', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('state', models.CharField(choices=[('taken', 'Taken'), ('failed', 'Failed')], max_length=6, verbose_name='state')),
                ('results', models.JSONField(default=list)),
                ('lead_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('erased_at', models.DateTimeField(null=True)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('source', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='payloads', to='leads.inboundsource')),
            ],
            options={
                'verbose_name': 'payload',
                'verbose_name_plural': 'payloads',
                'ordering': ('-received_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('external_id', models.CharField(blank=True, max_length=200, verbose_name='external ID')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='source')),
                ('campaign', models.CharField(blank=True, max_length=200, verbose_name='campaign')),
                ('first_name', models.CharField(blank=True, max_length=100, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=100, verbose_name='last name')),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('job_title', models.CharField(blank=True, max_length=200, verbose_name='job title')),
                ('company', models.CharField(blank=True, max_length=200, verbose_name='company')),
                ('website', models.CharField(blank=True, max_length=500, verbose_name='website')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('region', models.CharField(blank=True, max_length=6, verbose_name='region')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('postal_code', models.CharField(blank=True, max_length=20, verbose_name='postal code')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('industry', models.CharField(blank=True, max_length=80, verbose_name='industry')),
                ('products', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None, verbose_name='products')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='employees')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=35), blank=True, default=list, size=None, verbose_name='languages')),
                ('budget_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='budget')),
                ('budget_confirmed', models.BooleanField(blank=True, null=True, verbose_name='budget confirmed')),
                ('authority', models.CharField(blank=True, max_length=200, verbose_name='authority')),
                ('need', models.TextField(blank=True, max_length=5000, verbose_name='need')),
                ('need_category', models.CharField(blank=True, max_length=80, verbose_name='kind of need')),
                ('timeline', models.CharField(blank=True, max_length=80, verbose_name='timeline')),
                ('estimated_value', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='estimated value')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('intent_score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='intent')),
                ('partner_campaign', models.CharField(blank=True, max_length=200, verbose_name='partner campaign')),
                ('consent', models.JSONField(blank=True, null=True, verbose_name='consent')),
                ('custom', models.JSONField(blank=True, default=dict, verbose_name='custom fields')),
                ('account_key', models.CharField(blank=True, editable=False, max_length=200)),
                ('company_fold', models.CharField(blank=True, editable=False, max_length=200)),
                ('company_keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None)),
                ('unread', models.JSONField(blank=True, default=dict, editable=False, verbose_name='not understood')),
                ('state', models.CharField(choices=[('new', 'New'), ('nurture', 'Nurture'), ('review', 'In review'), ('offered', 'Offered'), ('accepted', 'Accepted'), ('in_progress', 'In progress'), ('won', 'Won'), ('lost', 'Lost'), ('duplicate', 'Duplicate'), ('erased', 'Erased')], default='new', max_length=12, verbose_name='state')),
                ('stage', models.CharField(choices=[('raw', 'Raw'), ('mql', 'Marketing qualified'), ('sql', 'Sales qualified')], default='raw', max_length=3, verbose_name='stage')),
                ('score_points', models.JSONField(blank=True, default=dict, editable=False, verbose_name='points')),
                ('review_reason', models.CharField(blank=True, max_length=60, verbose_name='why in review')),
                ('review_since_at', models.DateTimeField(blank=True, null=True, verbose_name='in review since')),
                ('received_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='received')),
                ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='offered')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('changed_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='changed')),
                ('offers_made', models.PositiveSmallIntegerField(default=0, verbose_name='offers made')),
                ('duplicate_of', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='leads.lead')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'lead',
                'verbose_name_plural': 'leads',
                'ordering': ('-received_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='LaterPost',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('received_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='received')),
                ('evidence', models.CharField(max_length=20, verbose_name='recognised by')),
                ('facts', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='what it said')),
                ('unread', models.JSONField(default=dict, verbose_name='not understood')),
                ('actor_kind', models.CharField(choices=[('system', 'System'), ('user', 'Person'), ('key', 'API key')], default='system', max_length=6)),
                ('actor_id', models.UUIDField(null=True)),
                ('separated_at', models.DateTimeField(blank=True, null=True, verbose_name='split off as a separate lead')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='later_posts', to='leads.lead')),
            ],
            options={
                'verbose_name': 'later post',
                'verbose_name_plural': 'later posts',
                'ordering': ('received_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('content_type', models.CharField(max_length=100)),
                ('size_bytes', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='added')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partner')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='leads.lead')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='LeadEvent',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='event')),
                ('at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='when')),
                ('actor_kind', models.CharField(choices=[('system', 'System'), ('user', 'Person'), ('key', 'API key')], default='system', max_length=6, verbose_name='by')),
                ('actor_id', models.UUIDField(null=True)),
                ('partner_id', models.UUIDField(null=True)),
                ('detail', models.JSONField(default=dict, verbose_name='detail')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='leads.lead')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'timeline',
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='LeadLink',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('again', 'The same person again'), ('similar', 'The same company, it seems')], max_length=8, verbose_name='kind')),
                ('evidence', models.CharField(max_length=20, verbose_name='recognised by')),
                ('confidence', models.FloatField(default=0, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='how sure')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='found')),
                ('dismissed_at', models.DateTimeField(blank=True, null=True, verbose_name='dismissed')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='leads.lead')),
                ('other', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='linked_from', to='leads.lead')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'like lead',
                'verbose_name_plural': 'like leads',
                'ordering': ('-confidence', '-created_at'),
            },
        ),
        migrations.CreateModel(
            name='LeadRating',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('stars', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='quality')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='rated')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='leads.lead')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='partners.partner')),
                ('rated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('body', models.TextField(max_length=5000, verbose_name='note')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='written')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='leads.lead')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='PersonKey',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('lead_id', models.UUIDField()),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'person key',
            },
        ),
        migrations.CreateModel(
            name='QualificationRules',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('weights', models.JSONField(default=dict)),
                ('mql_at', models.PositiveSmallIntegerField(verbose_name='points of a marketing qualified lead')),
                ('sql_at', models.PositiveSmallIntegerField(verbose_name='points of a sales qualified lead')),
                ('routes_only_sql', models.BooleanField(default=False, verbose_name='route only sales qualified leads')),
                ('changed_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='changed')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'qualification',
                'verbose_name_plural': 'qualification',
            },
        ),
        migrations.CreateModel(
            name='StrategicAccount',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('company', models.CharField(max_length=200, verbose_name='company')),
                ('website', models.CharField(blank=True, max_length=500, verbose_name='website')),
                ('domain', models.CharField(blank=True, editable=False, max_length=200)),
                ('company_fold', models.CharField(editable=False, max_length=200)),
                ('company_keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'strategic account',
                'verbose_name_plural': 'strategic accounts',
                'ordering': ('company',),
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(choices=[('industry', 'Industry'), ('products', 'Product')], max_length=10, verbose_name='field')),
                ('text', models.CharField(max_length=80, verbose_name='name')),
                ('folded', models.CharField(editable=False, max_length=80)),
                ('slug', models.CharField(blank=True, max_length=80, verbose_name='what is meant')),
                ('leads', models.PositiveIntegerField(default=0, editable=False, verbose_name='leads')),
                ('seen_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last seen')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'unlisted name',
                'verbose_name_plural': 'unlisted names',
                'ordering': ('slug', '-leads', 'text'),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'field', 'folded'), name='alias_once')],
            },
        ),
        migrations.CreateModel(
            name='CompanyKey',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('l', 'lead'), ('d', 'deal'), ('a', 'strategic account')], max_length=1)),
                ('subject_id', models.UUIDField()),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'company key',
                'indexes': [models.Index(fields=['vendor', 'digest', 'kind', 'subject_id'], name='company_key_digest'), models.Index(fields=['vendor', 'subject_id'], name='company_key_subject')],
            },
        ),
        migrations.CreateModel(
            name='DealRegistration',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('external_id', models.CharField(blank=True, max_length=200, verbose_name='external ID')),
                ('company', models.CharField(max_length=200, verbose_name='company')),
                ('website', models.CharField(blank=True, max_length=500, verbose_name='website')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('account_key', models.CharField(editable=False, max_length=200)),
                ('company_fold', models.CharField(blank=True, editable=False, max_length=200)),
                ('company_keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None)),
                ('products', models.JSONField(blank=True, default=list, verbose_name='products')),
                ('estimated_value', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='estimated value')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('notes', models.TextField(blank=True, max_length=5000, verbose_name='notes')),
                ('state', models.CharField(choices=[('registered', 'Registered'), ('approved', 'Approved'), ('refused', 'Refused'), ('expired', 'Expired'), ('closed', 'Closed')], default='registered', max_length=10, verbose_name='state')),
                ('protected_until_on', models.DateField(blank=True, null=True, verbose_name='protected until')),
                ('registered_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='registered')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decision_note', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='deals', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'deal registration',
                'verbose_name_plural': 'deal registrations',
                'ordering': ('-registered_at',),
                'indexes': [models.Index(fields=['vendor', 'account_key', 'state'], name='deal_account'), models.Index(condition=models.Q(('state', 'approved')), fields=['vendor', 'protected_until_on'], name='deal_protected_until')],
            },
        ),
        migrations.CreateModel(
            name='DeclineReason',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='reason')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'decline reason',
                'verbose_name_plural': 'decline reasons',
                'ordering': ('position', 'name'),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'slug'), name='decline_reason_slug')],
            },
        ),
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('rate', models.DecimalField(decimal_places=8, help_text='What one unit is worth: 1.08 for EUR, if your own currency is USD.', max_digits=18, validators=[django.core.validators.MinValueValidator(Decimal('1E-8'))], verbose_name='value in your own currency')),
                ('valid_from_on', models.DateField(verbose_name='valid from')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'exchange rate',
                'verbose_name_plural': 'exchange rates',
                'ordering': ('currency', '-valid_from_on'),
                'constraints': [models.UniqueConstraint(fields=('vendor', 'currency', 'valid_from_on'), name='exchange_rate_day'), models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='exchange_rate_positive')],
            },
        ),
        migrations.AddConstraint(
            model_name='inboundsource',
            constraint=models.UniqueConstraint(fields=('vendor', 'token'), name='inbound_token_once'),
        ),
        migrations.AddIndex(
            model_name='inboundpayload',
            index=models.Index(fields=['vendor', 'source', '-received_at', '-id'], name='payload_newest'),
        ),
        migrations.AddIndex(
            model_name='inboundpayload',
            index=models.Index(condition=models.Q(('state', 'failed')), fields=['vendor', 'source', 'received_at'], name='payload_failed'),
        ),
        migrations.AddIndex(
            model_name='inboundpayload',
            index=django.contrib.postgres.indexes.GinIndex(fields=['lead_ids'], name='payload_leads'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(condition=models.Q(('state', 'new')), fields=['vendor', 'received_at', 'id'], name='lead_waiting'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(fields=['vendor', 'state', '-received_at', '-id'], name='lead_by_state'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(fields=['vendor', '-received_at', '-id'], name='lead_newest'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(condition=models.Q(('account_key', ''), _negated=True), fields=['vendor', 'account_key'], name='lead_account'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(condition=models.Q(('email', ''), _negated=True), fields=['vendor', 'email'], name='lead_email'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('vendor', 'external_id'), name='lead_external_once', violation_error_message='Another lead has this ID.'),
        ),
        migrations.AddIndex(
            model_name='laterpost',
            index=models.Index(fields=['vendor', 'lead', 'received_at'], name='later_post_of_lead'),
        ),
        migrations.AddIndex(
            model_name='leadevent',
            index=models.Index(fields=['vendor', 'lead', 'at', 'id'], name='event_of_lead'),
        ),
        migrations.AddIndex(
            model_name='leadlink',
            index=models.Index(fields=['vendor', 'other'], name='lead_link_other'),
        ),
        migrations.AddConstraint(
            model_name='leadlink',
            constraint=models.UniqueConstraint(fields=('vendor', 'lead', 'other'), name='lead_link_once'),
        ),
        migrations.AddConstraint(
            model_name='leadrating',
            constraint=models.UniqueConstraint(fields=('vendor', 'lead', 'partner'), name='rated_once'),
        ),
        migrations.AddConstraint(
            model_name='leadrating',
            constraint=models.CheckConstraint(condition=models.Q(('stars__range', (1, 5))), name='rating_one_to_five'),
        ),
        migrations.AddIndex(
            model_name='personkey',
            index=models.Index(fields=['vendor', 'lead_id'], name='person_key_lead'),
        ),
        migrations.AddConstraint(
            model_name='qualificationrules',
            constraint=models.UniqueConstraint(fields=('vendor',), name='qualification_once'),
        ),
        migrations.AddIndex(
            model_name='strategicaccount',
            index=models.Index(fields=['vendor', 'domain'], name='strategic_account_domain'),
        ),
        migrations.AddConstraint(
            model_name='strategicaccount',
            constraint=models.UniqueConstraint(fields=('vendor', 'company_fold', 'domain'), name='strategic_account_once'),
        ),
    ]
