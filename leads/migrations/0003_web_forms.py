"""Web forms, their consent texts and the counts of their posts."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import leads.web_forms.models
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.db import migrations, models

from prm.platform.tenants.wall import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0002_wall'),
        ('partners', '0003_absence_of_a_member'),
        ('tenants', '0003_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='WebForm',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('campaign', models.CharField(blank=True, max_length=200, verbose_name='campaign')),
                ('source', models.CharField(default='web', max_length=100, verbose_name='source')),
                ('public_id', models.CharField(editable=False, max_length=20)),
                ('short_code', models.CharField(editable=False, max_length=12)),
                ('heading', models.CharField(blank=True, max_length=200, verbose_name='heading')),
                ('intro', models.TextField(blank=True, max_length=2000, verbose_name='introduction')),
                ('button', models.CharField(blank=True, max_length=60, verbose_name='words on the button')),
                ('thanks', models.TextField(blank=True, max_length=1000, verbose_name='thank-you text')),
                ('redirect_url', models.URLField(blank=True, max_length=500, verbose_name='page to show afterwards')),
                ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                ('questions', models.JSONField(default=list, verbose_name='questions')),
                ('consent_version', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('consent_required', models.BooleanField(default=True, verbose_name='consent is required')),
                ('allowed_origins', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=255), blank=True, default=list, size=None, verbose_name='sites that may embed it')),
                ('partner_use', models.CharField(choices=[('none', 'Partners may not use it'), ('hosted', 'Partners may make their own link'), ('embedded', 'Partners may make their own link and embed the form')], default='none', max_length=10, verbose_name='use by partners')),
                ('most_per_hour', models.PositiveIntegerField(default=500, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='most posts in an hour')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, editable=False, verbose_name='created')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partner', verbose_name='partner')),
                ('template', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='leads.webform')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'web form',
                'verbose_name_plural': 'web forms',
                'ordering': ('name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='FormCount',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('counted_on', models.DateField(default=leads.web_forms.models.today)),
                ('outcome', models.CharField(choices=[('lead', 'New leads'), ('duplicate', 'Added to a lead that was there'), ('wrong', 'Sent back to be corrected'), ('honeypot', 'Filled in a field that people do not see'), ('too_fast', 'Sent faster than a person can'), ('stale', 'Form token or proof of work expired'), ('proof', 'Wrong proof of work'), ('reused', 'Proof of work used before'), ('rate', 'Too many posts'), ('origin', 'Sent from a site that is not allowed')], max_length=10)),
                ('posts', models.PositiveIntegerField(default=0)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('form', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='leads.webform')),
            ],
            options={
                'verbose_name': 'count of posts',
                'verbose_name_plural': 'counts of posts',
            },
        ),
        migrations.CreateModel(
            name='FormConsent',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='since')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
                ('form', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='leads.webform')),
            ],
            options={
                'verbose_name': 'consent text',
                'verbose_name_plural': 'consent texts',
                'ordering': ('-version',),
            },
        ),
        migrations.AddIndex(
            model_name='webform',
            index=models.Index(fields=['vendor', 'partner'], name='web_form_of_partner'),
        ),
        migrations.AddIndex(
            model_name='webform',
            index=models.Index(fields=['vendor', 'template'], name='web_form_copies'),
        ),
        migrations.AddConstraint(
            model_name='webform',
            constraint=models.UniqueConstraint(fields=('vendor', 'public_id'), name='web_form_public_id'),
        ),
        migrations.AddConstraint(
            model_name='webform',
            constraint=models.UniqueConstraint(fields=('vendor', 'short_code'), name='web_form_short_code'),
        ),
        migrations.AddConstraint(
            model_name='webform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('partner__isnull', True), ('template__isnull', True)), models.Q(('partner__isnull', False), ('template__isnull', False)), _connector='OR'), name='web_form_copy_has_partner'),
        ),
        migrations.AddConstraint(
            model_name='formcount',
            constraint=models.UniqueConstraint(fields=('vendor', 'form', 'counted_on', 'outcome'), name='form_count_once'),
        ),
        migrations.AddConstraint(
            model_name='formconsent',
            constraint=models.UniqueConstraint(fields=('vendor', 'form', 'version'), name='form_consent_version'),
        ),
        Wall("WebForm", "FormConsent", "FormCount"),
    ]
