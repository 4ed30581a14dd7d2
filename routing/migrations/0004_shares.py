"""Shares counted by day, policies that stay as they were published, and whose simulations wait."""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.state import ProjectState

import prm.platform.ids
import prm.platform.tenants.scope
from prm.platform.tenants.wall import DueVendors, OwnerReads, TableOperation, Wall


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


def vendor_key() -> Any:
    return models.ForeignKey(
        db_index=False,
        default=prm.platform.tenants.scope.current_vendor_id,
        editable=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="tenants.vendor",
    )


def id_key() -> Any:
    return models.UUIDField(default=prm.platform.ids.new_id, editable=False, primary_key=True, serialize=False)


def numbers() -> Any:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(), default=list, size=None
    )


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0003_credits_by_pool"),
        ("tenants", "0003_wall"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShareDay",
            fields=[
                ("id", id_key()),
                ("pool", models.CharField(max_length=80)),
                ("day", models.DateField()),
                ("decisions", models.PositiveIntegerField()),
                (
                    "partner_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("entitled", numbers()),
                ("received", numbers()),
                ("contests", numbers()),
                ("vendor", vendor_key()),
            ],
            options={
                "verbose_name": "shares of a day",
                "verbose_name_plural": "shares of days",
                "constraints": [
                    models.UniqueConstraint(fields=("vendor", "day", "pool"), name="share_day_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UncountedDecision",
            fields=[
                ("id", id_key()),
                ("vendor", vendor_key()),
            ],
            options={
                "verbose_name": "uncounted decision",
                "verbose_name_plural": "uncounted decisions",
            },
        ),
        Wall("ShareDay", "UncountedDecision"),
        QueueDecisions("Decision"),
        FreezePublished("PolicyVersion"),
        OwnerReads("UncountedDecision", "Simulation"),
        DueVendors("shares_due_vendors", "routing_uncounteddecision", "moment IS NOT NULL"),
        DueVendors(
            "simulations_due_vendors",
            "routing_simulation",
            "state IN ('waiting', 'running') AND created_at <= moment",
        ),
    ]
