"""Puts the tables behind the wall, and says in the database what never changes."""

from django.db import migrations
from django.db.migrations.state import ProjectState

from prm.platform.ledger.operations import Sealed
from prm.platform.tenants.wall import AppendOnly, DueVendors, OwnerReads, TableOperation, Wall, app_role

# As `leads/fields/lead.py` has them: what is personal and known to routing, and what follows from it.
PERSONAL = ("account", "authority", "city", "consent", "custom", "job_title", "languages", "latitude")
PERSONAL += ("longitude", "postal_code", "postal_keys", "salt", "timeline")


class QueueDecisions(TableOperation):
    """Every new decision is queued to be counted, whoever writes it."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        return [
            "CREATE FUNCTION queue_decisions() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "INSERT INTO routing_uncounteddecision (id, vendor_id) SELECT id, vendor_id FROM added; "
            "RETURN NULL; END $$",
            "CREATE TRIGGER queue_decisions AFTER INSERT ON routing_decision "
            "REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_decisions()",
        ]


class FreezePublished(TableOperation):
    """A version that was in force is never removed, and its number and document never change: decisions lean on it."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        return [
            "CREATE FUNCTION freeze_published_policy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'policy version %% was in force: it stays', OLD.number "
            "USING ERRCODE = 'restrict_violation'; END IF; "
            "IF NEW.document IS DISTINCT FROM OLD.document OR NEW.number IS DISTINCT FROM OLD.number "
            "OR NEW.state = 'draft' THEN "
            "RAISE EXCEPTION 'policy version %% was in force: it stays as it is', OLD.number "
            "USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$",
            "CREATE TRIGGER freeze_published BEFORE UPDATE OR DELETE ON routing_policyversion "
            "FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION freeze_published_policy()",
        ]


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
    dependencies = [
        ("routing", "0001_initial"),
        ("leads", "0002_wall"),
    ]

    operations = [
        Wall(
            "RoutingLock",
            "PolicyVersion",
            "PartnerTableSnapshot",
            "Batch",
            "Decision",
            "Offer",
            "OfferInvitee",
            "Timer",
            "Simulation",
            "PathReport",
            "PoolCredits",
            "ShareDay",
            "UncountedDecision",
        ),
        AppendOnly("PartnerTableSnapshot", "Batch", "Decision"),
        Sealed("Decision"),
        QueueDecisions("Decision"),
        FreezePublished("PolicyVersion"),
        Forgetting("Decision"),
        OwnerReads("Timer", "UncountedDecision", "Simulation"),
        DueVendors("timers_due_vendors", "routing_timer", "fired_at IS NULL AND fires_at <= moment"),
        DueVendors("shares_due_vendors", "routing_uncounteddecision", "moment IS NOT NULL"),
        DueVendors(
            "simulations_due_vendors",
            "routing_simulation",
            "state IN ('waiting', 'running') AND created_at <= moment",
        ),
    ]
