"""Puts the tables behind the wall."""

from django.db import migrations
from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import OwnerReads, TableOperation, Wall, app_role

CONNECTIONS = """
CREATE FUNCTION crm_due_connections(moment timestamptz) RETURNS TABLE (vendor_id uuid, connection_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT crm.vendor_id, crm.id
  FROM crm_crmconnection AS crm
  WHERE crm.is_active AND (crm.rests_until_at IS NULL OR crm.rests_until_at <= moment)
    AND (
      crm.next_pull_at <= moment
      OR EXISTS (
        SELECT FROM crm_crmrecord AS record
        WHERE record.vendor_id = crm.vendor_id AND record.connection_id = crm.id
          AND record.state = 'waiting' AND record.next_attempt_at <= moment
          AND (record.leased_until_at IS NULL OR record.leased_until_at <= moment)
      )
    )
  ORDER BY crm.id
$$
"""


class DueConnections(TableOperation):
    """A function of the owner that names the connections with work due, and nothing else of them."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        function = "crm_due_connections(timestamptz)"
        return [
            CONNECTIONS,
            f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
            f'GRANT EXECUTE ON FUNCTION {function} TO "{app_role()}"',
        ]


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0001_initial"),
        ("leads", "0002_wall"),
        ("partners", "0002_wall"),
        ("tenants", "0003_wall"),
    ]

    operations = [
        Wall("CrmConnection", "CrmRecord", "CrmConflict"),
        OwnerReads("CrmRecord", "CrmConnection"),
        DueConnections(),
    ]
