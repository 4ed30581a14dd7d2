from django.db import migrations, models
from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import NotesChanges, TableOperation


class NotesFunction(TableOperation):
    """The function of the triggers that `NotesChanges` makes.

    Its arguments: the column with the vendor, the one that must be filled, and those that are ignored. Now and
    then it takes away older changes: their place in the state is taken by the new one.
    """

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        return [
            """
CREATE FUNCTION note_settings_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    owner_column text := TG_ARGV[0];
    filled text := TG_ARGV[1];
    ignored text[] := coalesce(TG_ARGV[2:], '{}'::text[]);
    changed uuid[];
    latest bigint;
    one uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT (given ->> owner_column)::uuid) INTO changed
        FROM (SELECT to_jsonb(r) AS given FROM after_rows AS r) AS each
        WHERE filled = '' OR given ->> filled <> '';
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT (given ->> owner_column)::uuid) INTO changed
        FROM (SELECT to_jsonb(r) AS given FROM before_rows AS r) AS each
        WHERE filled = '' OR given ->> filled <> '';
    ELSE
        SELECT array_agg(DISTINCT (given ->> owner_column)::uuid) INTO changed
        FROM (
            (SELECT to_jsonb(r) - ignored AS given FROM after_rows AS r
             EXCEPT SELECT to_jsonb(r) - ignored FROM before_rows AS r)
            UNION ALL
            (SELECT to_jsonb(r) - ignored AS given FROM before_rows AS r
             EXCEPT SELECT to_jsonb(r) - ignored FROM after_rows AS r)
        ) AS each
        WHERE filled = '' OR given ->> filled <> '';
    END IF;
    FOREACH one IN ARRAY coalesce(changed, '{}'::uuid[]) LOOP
        INSERT INTO tenants_settingschange (of_vendor) VALUES (one) RETURNING number INTO latest;
        IF mod(latest, 64) = 0 THEN
            DELETE FROM tenants_settingschange WHERE number IN (
                SELECT number FROM tenants_settingschange
                WHERE of_vendor = one AND number < latest FOR UPDATE SKIP LOCKED
            );
        END IF;
    END LOOP;
    RETURN NULL;
END $$
""",
            "REVOKE ALL ON FUNCTION note_settings_change() FROM PUBLIC",
        ]


class Migration(migrations.Migration):
    dependencies = [("tenants", "0005_enrichment")]

    operations = [
        migrations.CreateModel(
            name="SettingsChange",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("of_vendor", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["of_vendor", "number"], name="settings_change_of_vendor")],
            },
        ),
        NotesFunction("SettingsChange"),
        NotesChanges("Vendor"),
        NotesChanges("ApiKey", ignored=("last_used_on",)),
    ]
