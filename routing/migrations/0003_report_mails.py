"""Reports that go out by mail every week."""

import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.scope
from django.conf import settings
from django.db import migrations, models

from prm.platform.tenants.wall import DueVendors, OwnerReads, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('routing', '0002_wall'),
        ('tenants', '0004_concentration_alarm'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportMail',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('report', models.SlugField(max_length=40, verbose_name='report')),
                ('period', models.CharField(max_length=10, verbose_name='period')),
                ('split', models.CharField(max_length=20, verbose_name='split')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='added')),
                ('next_at', models.DateTimeField(verbose_name='next mail')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'report by mail',
                'verbose_name_plural': 'reports by mail',
                'ordering': ('report', 'email'),
                'indexes': [models.Index(fields=['next_at'], name='report_mail_due')],
                'constraints': [models.UniqueConstraint(fields=('vendor', 'report', 'email'), name='report_mail_once')],
            },
        ),
        Wall("ReportMail"),
        OwnerReads("ReportMail"),
        DueVendors("report_mails_due_vendors", "routing_reportmail", "next_at <= moment"),
    ]
