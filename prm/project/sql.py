"""The statements of starting up, health and metrics."""

# What of the application's role would make row-level security not bind it. Index: pg_authid_rolname_index.
ROLE = """
SELECT rolname, rolsuper, rolbypassrls,
       EXISTS (SELECT FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
               WHERE a.attname = 'vendor_id' AND t.relkind IN ('r', 'p')
                 AND t.relnamespace = 'public'::regnamespace
                 AND pg_has_role(current_user, t.relowner, 'USAGE'))
FROM pg_roles WHERE rolname = current_user
"""
# Every table, for the rights on it. Few rows, read whole.
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
# Take every right on a table from a role.
REVOKE_ALL = 'REVOKE ALL ON "{table}" FROM "{role}"'
# Give a role rights on a table.
GRANT = 'GRANT {rights} ON "{table}" TO "{role}"'
# Whether the database answers; reads nothing.
PING = "SELECT 1"
# Totals over all vendors of what waits. Index: lead_by_state, message_due, timer_due.
BACKLOG = "SELECT * FROM backlog()"
