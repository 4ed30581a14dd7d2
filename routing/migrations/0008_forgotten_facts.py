"""A decision's facts can lose what is personal, once its lead is erased; nothing else of it can change."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import TableOperation, app_role

PERSONAL = ("account", "city", "postal_code", "latitude", "longitude", "languages", "authority", "job_title")
PERSONAL += ("timeline", "custom", "salt")


class Forgetting(TableOperation):
    """Decisions stay append-only but for one change, which a trigger checks to the letter."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        names = ", ".join(f"'{name}'" for name in PERSONAL)
        return [
            "CREATE FUNCTION forgotten_facts(facts jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ "
            f"SELECT CASE WHEN facts ? 'forgotten' THEN facts ELSE facts - ARRAY[{names}] "
            "|| jsonb_build_object('forgotten', encode(sha256(convert_to(facts::text, 'UTF8')), 'hex')) END $$",
            "CREATE FUNCTION refuse_change_but_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF to_jsonb(NEW) - 'lead_facts' = to_jsonb(OLD) - 'lead_facts' "
            "AND NEW.lead_facts = forgotten_facts(OLD.lead_facts) "
            "AND EXISTS (SELECT FROM leads_lead l WHERE l.vendor_id = OLD.vendor_id AND l.id = OLD.lead_id "
            "AND l.state = 'erased') THEN RETURN NEW; END IF; "
            "RAISE EXCEPTION 'rows of %% are append-only', TG_TABLE_NAME "
            "USING ERRCODE = 'restrict_violation'; END $$",
            'DROP TRIGGER append_only ON "routing_decision"',
            'CREATE TRIGGER append_only BEFORE DELETE ON "routing_decision" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            'CREATE TRIGGER append_only_but_forgetting BEFORE UPDATE ON "routing_decision" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_but_forgetting()",
            f'GRANT UPDATE (lead_facts) ON "routing_decision" TO "{app_role()}"',
        ]


class Migration(migrations.Migration):
    dependencies: Any = [
        ("routing", "0007_offers_to_update"),
        ("leads", "0002_wall"),
    ]

    operations: Any = [Forgetting("Decision")]
