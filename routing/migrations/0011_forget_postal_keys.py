"""A decision on an erased lead forgets the parts of its postal code, too."""

from typing import Any

from django.db import migrations

PERSONAL = ("account", "authority", "city", "consent", "custom", "job_title", "languages", "latitude")
PERSONAL += ("longitude", "postal_code", "postal_keys", "salt", "timeline")
NAMES = ", ".join(f"'{name}'" for name in PERSONAL)
FORGETTING = (
    "CREATE OR REPLACE FUNCTION forgotten_facts(facts jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ "
    f"SELECT CASE WHEN facts ? 'forgotten' THEN facts ELSE facts - ARRAY[{NAMES}] "
    "|| jsonb_build_object('forgotten', encode(sha256(convert_to(facts::text, 'UTF8')), 'hex')) END $$"
)


class Migration(migrations.Migration):
    dependencies: Any = [("routing", "0010_forget_consent")]
    operations: Any = [migrations.RunSQL(FORGETTING, migrations.RunSQL.noop)]
