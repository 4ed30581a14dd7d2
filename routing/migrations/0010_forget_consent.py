"""A decision on an erased lead forgets whether the person had consented, too."""

from typing import Any

from django.db import migrations

# As `leads/fields/lead.py` has them: what is personal and known to routing, and what follows from it.
PERSONAL = ("account", "authority", "city", "consent", "custom", "job_title", "languages", "latitude")
PERSONAL += ("longitude", "postal_code", "salt", "timeline")
NAMES = ", ".join(f"'{name}'" for name in PERSONAL)
FORGETTING = (
    "CREATE OR REPLACE FUNCTION forgotten_facts(facts jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ "
    f"SELECT CASE WHEN facts ? 'forgotten' THEN facts ELSE facts - ARRAY[{NAMES}] "
    "|| jsonb_build_object('forgotten', encode(sha256(convert_to(facts::text, 'UTF8')), 'hex')) END $$"
)


class Migration(migrations.Migration):
    dependencies: Any = [("routing", "0009_pool_credits_ids_digest")]
    operations: Any = [migrations.RunSQL(FORGETTING, migrations.RunSQL.noop)]
