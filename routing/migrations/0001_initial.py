import django.contrib.postgres.fields
import django.db.models.deletion
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.scope
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('leads', '0001_initial'),
        ('partners', '0003_absence_of_a_member'),
        ('tenants', '0003_wall'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('routing_state', models.BinaryField()),
                ('decided_at', models.DateTimeField(default=prm.platform.clock.now)),
                ('size', models.PositiveIntegerField()),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'batch',
                'verbose_name_plural': 'batches',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(verbose_name='position in the batch')),
                ('decided_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='decided')),
                ('outcome', models.CharField(max_length=10, verbose_name='outcome')),
                ('review_reason', models.CharField(blank=True, max_length=60, verbose_name='why in review')),
                ('rule_name', models.CharField(blank=True, max_length=200, verbose_name='rule')),
                ('pool', models.CharField(blank=True, max_length=80, verbose_name='pool')),
                ('method', models.CharField(blank=True, max_length=20, verbose_name='method')),
                ('lead_facts', models.JSONField()),
                ('body', models.BinaryField()),
                ('batch', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='routing.batch')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='leads.lead')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ('-decided_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('offered', 'Offered'), ('accepted', 'Accepted'), ('closed', 'Closed'), ('declined', 'Declined'), ('expired', 'Expired'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn')], default='offered', max_length=10, verbose_name='state')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='offer number')),
                ('is_claim', models.BooleanField(default=False, verbose_name='first to accept')),
                ('rule_name', models.CharField(blank=True, max_length=200, verbose_name='rule')),
                ('pool', models.CharField(blank=True, max_length=80, verbose_name='pool')),
                ('method', models.CharField(blank=True, max_length=20, verbose_name='method')),
                ('offered_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='offered')),
                ('visible_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='delivered')),
                ('deadline_at', models.DateTimeField(verbose_name='accept by')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('accept_within_seconds', models.PositiveIntegerField()),
                ('warn_after_seconds', models.PositiveIntegerField()),
                ('revoke_after_seconds', models.PositiveIntegerField()),
                ('max_offers', models.PositiveSmallIntegerField(default=5)),
                ('sla_clock', models.CharField(default='wall', max_length=8)),
                ('decline_counts', models.BooleanField(default=True)),
                ('pause_after_missed', models.PositiveSmallIntegerField(null=True)),
                ('turn_paid_back', models.BooleanField(default=False, verbose_name='turn given back')),
                ('update_due_at', models.DateTimeField(blank=True, null=True, verbose_name='update by')),
                ('last_update_at', models.DateTimeField(blank=True, null=True, verbose_name='last update')),
                ('warned_at', models.DateTimeField(blank=True, null=True, verbose_name='warned')),
                ('more_time_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked for more time')),
                ('more_time_until_on', models.DateField(blank=True, null=True, verbose_name='more time wanted until')),
                ('first_action_at', models.DateTimeField(blank=True, null=True, verbose_name='first action')),
                ('first_action_kind', models.CharField(blank=True, max_length=20, verbose_name='kind of first action')),
                ('work_status', models.CharField(blank=True, choices=[('to_contact', 'To contact'), ('contacted', 'Contacted'), ('qualified', 'Qualified'), ('proposal', 'Proposal'), ('negotiation', 'Negotiation')], max_length=12, verbose_name='status')),
                ('next_action', models.CharField(blank=True, max_length=200, verbose_name='next action')),
                ('next_action_on', models.DateField(blank=True, null=True, verbose_name='next action on')),
                ('decline_reason', models.CharField(blank=True, max_length=60, verbose_name='why declined')),
                ('decline_note', models.TextField(blank=True, max_length=2000, verbose_name='decline note')),
                ('outcome', models.CharField(blank=True, choices=[('won', 'Won'), ('lost', 'Lost')], max_length=4, verbose_name='outcome')),
                ('outcome_value', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='closed value')),
                ('outcome_reason', models.CharField(blank=True, max_length=200, verbose_name='outcome reason')),
                ('is_manual', models.BooleanField(default=False, verbose_name='decided by a person')),
                ('manual_reason', models.TextField(blank=True, max_length=2000, verbose_name='because')),
                ('assignee', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.membership', verbose_name='colleague in charge')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='routing.decision')),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='leads.lead')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='partners.partner', verbose_name='partner')),
                ('suggested_partner', prm.platform.tenants.base.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'offer',
                'verbose_name_plural': 'offers',
                'ordering': ('-offered_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='OfferInvitee',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('invited_at', models.DateTimeField(default=prm.platform.clock.now)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('offer', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='routing.offer')),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='claim_invitations', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'invitee',
                'verbose_name_plural': 'invitees',
            },
        ),
        migrations.CreateModel(
            name='PartnerTableSnapshot',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('body', models.BinaryField()),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'partner table snapshot',
                'verbose_name_plural': 'partner table snapshots',
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='partner_table',
            field=prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='routing.partnertablesnapshot'),
        ),
        migrations.CreateModel(
            name='PathReport',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('built_at', models.DateTimeField(default=prm.platform.clock.now)),
                ('since_at', models.DateTimeField()),
                ('body', models.JSONField(default=dict)),
                ('partner', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partner')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'path report',
                'verbose_name_plural': 'path reports',
            },
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10, verbose_name='state')),
                ('document', models.JSONField(verbose_name='document')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('based_on_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='copied from version')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='created')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted for approval')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'policy version',
                'verbose_name_plural': 'policy versions',
                'ordering': ('-number',),
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='policy_version',
            field=prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='routing.policyversion'),
        ),
        migrations.CreateModel(
            name='PoolCredits',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('pool', models.CharField(max_length=80)),
                ('partner_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('amounts', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('ids_digest', models.CharField(default='', editable=False, max_length=32)),
                ('changed_at', models.DateTimeField(default=prm.platform.clock.now)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'credits of a pool',
                'verbose_name_plural': 'credits of pools',
            },
        ),
        migrations.CreateModel(
            name='RoutingLock',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('review_due_on', models.DateField(blank=True, null=True, verbose_name='policy review due')),
                ('escalation_email', models.EmailField(blank=True, max_length=254, verbose_name='who hears of leads left in review')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'routing lock',
                'verbose_name_plural': 'routing desks',
            },
        ),
        migrations.CreateModel(
            name='ShareDay',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('pool', models.CharField(max_length=80)),
                ('day', models.DateField()),
                ('decisions', models.PositiveIntegerField()),
                ('partner_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('entitled', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('received', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('contests', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'shares of a day',
                'verbose_name_plural': 'shares of days',
            },
        ),
        migrations.CreateModel(
            name='Simulation',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(default='stored', max_length=10, verbose_name='leads')),
                ('given_leads', models.JSONField(blank=True, null=True)),
                ('since_at', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('until_at', models.DateTimeField(blank=True, null=True, verbose_name='to')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10, verbose_name='state')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='leads done')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='leads in all')),
                ('cancel_asked', models.BooleanField(default=False)),
                ('result', models.JSONField(blank=True, null=True, verbose_name='result')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='asked')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('policy_version', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='simulations', to='routing.policyversion')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'simulation',
                'verbose_name_plural': 'simulations',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='Timer',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('expire', 'Accept window passes'), ('warn', 'Warn of silence'), ('revoke', 'Take back after silence'), ('escalate', 'Escalate from review')], max_length=10)),
                ('fires_at', models.DateTimeField()),
                ('fired_at', models.DateTimeField(null=True)),
                ('lead', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.lead')),
                ('offer', prm.platform.tenants.base.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='timers', to='routing.offer')),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'timer',
                'verbose_name_plural': 'timers',
            },
        ),
        migrations.CreateModel(
            name='UncountedDecision',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('vendor', models.ForeignKey(db_index=False, default=prm.platform.tenants.scope.current_vendor_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.vendor')),
            ],
            options={
                'verbose_name': 'uncounted decision',
                'verbose_name_plural': 'uncounted decisions',
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['vendor', 'lead', '-decided_at'], name='decision_of_lead'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['vendor', 'decided_at'], name='decision_by_time'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('state__in', ['offered', 'accepted'])), fields=['vendor', 'partner', 'lead'], name='offer_live_by_partner'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['vendor', 'partner', 'state', '-offered_at'], name='offer_by_partner'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('state', 'accepted')), fields=['vendor', 'partner', 'update_due_at', 'accepted_at'], name='offer_to_update'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['vendor', '-offered_at', '-id'], name='offer_newest'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['vendor', 'lead', 'offered_at'], name='offer_of_lead'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['offered', 'accepted'])), fields=('vendor', 'lead'), name='one_live_offer_per_lead'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('partner__isnull', False), models.Q(('is_claim', True), ('state__in', ['offered', 'expired', 'withdrawn', 'declined'])), _connector='OR'), name='offer_has_a_partner_unless_an_open_claim'),
        ),
        migrations.AddIndex(
            model_name='offerinvitee',
            index=models.Index(fields=['vendor', 'partner', '-invited_at'], name='invitee_by_partner'),
        ),
        migrations.AddConstraint(
            model_name='offerinvitee',
            constraint=models.UniqueConstraint(fields=('vendor', 'offer', 'partner'), name='invited_once'),
        ),
        migrations.AddConstraint(
            model_name='partnertablesnapshot',
            constraint=models.UniqueConstraint(fields=('vendor', 'digest'), name='snapshot_once'),
        ),
        migrations.AddConstraint(
            model_name='pathreport',
            constraint=models.UniqueConstraint(fields=('vendor', 'partner'), name='path_report_once'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(fields=('vendor', 'number'), name='policy_number'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('vendor',), name='one_published_policy'),
        ),
        migrations.AddConstraint(
            model_name='poolcredits',
            constraint=models.UniqueConstraint(fields=('vendor', 'pool'), name='pool_credits_once'),
        ),
        migrations.AddConstraint(
            model_name='routinglock',
            constraint=models.UniqueConstraint(fields=('vendor',), name='one_routing_lock_per_vendor'),
        ),
        migrations.AddConstraint(
            model_name='shareday',
            constraint=models.UniqueConstraint(fields=('vendor', 'day', 'pool'), name='share_day_once'),
        ),
        migrations.AddIndex(
            model_name='timer',
            index=models.Index(condition=models.Q(('fired_at__isnull', True)), fields=['fires_at'], name='timer_due'),
        ),
        migrations.AddConstraint(
            model_name='timer',
            constraint=models.UniqueConstraint(condition=models.Q(('fired_at__isnull', True), ('offer__isnull', False)), fields=('vendor', 'offer', 'kind'), name='one_pending_timer_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='timer',
            constraint=models.CheckConstraint(condition=models.Q(('offer__isnull', False), ('lead__isnull', False), _connector='OR'), name='timer_has_a_subject'),
        ),
    ]
