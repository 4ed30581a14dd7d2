import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.manager
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.models
import prm.platform.tenants.scope
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_initial'),
        ('tenants', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('prefix', models.CharField(editable=False, max_length=80, verbose_name='begins with')),
                ('secret_hash', models.CharField(editable=False, max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), db_default=['*'], default=prm.platform.tenants.models.every_scope, editable=False, size=None, verbose_name='scopes')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked')),
                ('last_used_on', models.DateField(editable=False, null=True, verbose_name='last used')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='api_keys', to='partners.partner', verbose_name='partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
                'constraints': [models.UniqueConstraint(fields=('vendor', 'prefix'), name='api_key_prefix')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='when')),
                ('action', models.CharField(max_length=20, verbose_name='action')),
                ('subject', models.CharField(max_length=100, verbose_name='what')),
                ('subject_id', models.CharField(max_length=64)),
                ('summary', models.JSONField(default=dict, verbose_name='changes')),
                ('user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit trail',
                'indexes': [models.Index(fields=['vendor', 'subject', 'subject_id'], name='audit_subject')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('admin', 'Admin'), ('channel_manager', 'Channel manager'), ('analyst', 'Analyst'), ('partner_admin', 'Partner admin'), ('partner_rep', 'Partner rep')], max_length=20, verbose_name='role')),
                ('token_hash', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='sent')),
                ('expires_at', models.DateTimeField(editable=False, verbose_name='expires')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted')),
                ('invited_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partner', verbose_name='partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'constraints': [models.UniqueConstraint(fields=('vendor', 'token_hash'), name='invitation_token'), models.CheckConstraint(condition=models.Q(models.Q(('partner__isnull', False), ('role__in', ('partner_admin', 'partner_rep'))), models.Q(('partner__isnull', True), ('role__in', ('admin', 'channel_manager', 'analyst'))), _connector='OR'), name='invitation_role_fits_partner')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('admin', 'Admin'), ('channel_manager', 'Channel manager'), ('analyst', 'Analyst'), ('partner_admin', 'Partner admin'), ('partner_rep', 'Partner rep')], max_length=20, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('hears_of_offers', models.BooleanField(db_default=True, default=True, help_text='If nobody at a partner gets offer mails, all its members do.', verbose_name='hears of offers')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='since')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='partners.partner', verbose_name='partner')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'people',
                'constraints': [models.UniqueConstraint(fields=('vendor', 'user', 'partner'), name='membership_once_per_partner', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('partner__isnull', False), ('role__in', ('partner_admin', 'partner_rep'))), models.Q(('partner__isnull', True), ('role__in', ('admin', 'channel_manager', 'analyst'))), _connector='OR'), name='membership_role_fits_partner')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
