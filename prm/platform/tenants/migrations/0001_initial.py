import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import prm.platform.clock
import prm.platform.ids
import prm.platform.tenants.base
import prm.platform.tenants.models
import prm.platform.tenants.scope
import prm.platform.tenants.slugs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Vendor',
            fields=[
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=40, unique=True, validators=[prm.platform.tenants.slugs.refuse_reserved_slug], verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('brand_color', models.CharField(default='#2454a6', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$')], verbose_name='brand colour')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                ('currency', models.CharField(default='USD', max_length=3, verbose_name='currency')),
                ('publish_needs_approval', models.BooleanField(default=False, verbose_name='publishing a policy needs a second person')),
                ('refuses_unreadable_leads', models.BooleanField(db_default=False, default=False, verbose_name='refuse leads with a field that cannot be read')),
                ('joins_repeated_leads', models.BooleanField(db_default=True, default=True, verbose_name='add posts by a known person to their open lead')),
                ('repeat_window_days', models.PositiveSmallIntegerField(db_default=90, default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='days to add posts to the same lead')),
                ('returning_leads_go_back', models.BooleanField(db_default=True, default=True, verbose_name='offer returning people to their earlier partner')),
                ('links_similar_leads', models.BooleanField(db_default=True, default=True, verbose_name='link leads of the same company and offer them to one partner')),
                ('second_factor', models.CharField(choices=[('nobody', 'Nobody'), ('vendor', 'The vendor’s own people'), ('everybody', 'Everybody')], db_default='nobody', default='nobody', max_length=10, verbose_name='who must sign in with a second factor')),
                ('reply_to_email', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='partners’ answers to mails go to')),
                ('requests_per_minute', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='API requests a minute')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='created')),
            ],
            options={
                'verbose_name': 'vendor',
                'verbose_name_plural': 'vendors',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('full_name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('time_zone', models.CharField(blank=True, max_length=64, verbose_name='time zone')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_staff', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(default=prm.platform.clock.now, verbose_name='joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
            },
        ),
    ]
