"""Where partners answer to."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0008_duplicate_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='vendor',
            name='reply_to_email',
            field=models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='partners’ answers to mails go to'),
        ),
    ]
