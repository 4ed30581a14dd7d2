from django.db import migrations

from prm.platform.tenants.wall import app_role

CREATE = """
CREATE FUNCTION backlog(OUT waiting_leads bigint, OUT oldest_lead_at timestamptz,
                        OUT waiting_messages bigint, OUT oldest_message_at timestamptz, OUT overdue_timers bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (SELECT count(*) FROM leads_lead WHERE state = 'new'),
           (SELECT min(received_at) FROM leads_lead WHERE state = 'new'),
           (SELECT count(*) FROM outbox_outboxmessage WHERE state = 'waiting'),
           (SELECT min(next_attempt_at) FROM outbox_outboxmessage WHERE state = 'waiting'),
           (SELECT count(*) FROM routing_timer WHERE fired_at IS NULL AND fires_at <= now())
$$
"""


def create(apps, schema_editor):
    """Totals over all vendors and nothing else of them, for /metrics."""
    if schema_editor.connection.alias != "owner":
        return
    schema_editor.execute(CREATE)
    schema_editor.execute("REVOKE ALL ON FUNCTION backlog() FROM PUBLIC")
    schema_editor.execute(f'GRANT EXECUTE ON FUNCTION backlog() TO "{app_role()}"')


def drop(apps, schema_editor):
    if schema_editor.connection.alias == "owner":
        schema_editor.execute("DROP FUNCTION backlog()")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("leads", "0002_wall"), ("routing", "0002_wall"), ("outbox", "0002_wall")]

    operations = [migrations.RunPython(create, drop)]
