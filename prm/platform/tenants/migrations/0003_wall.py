"""Puts the tables behind the wall; the application changes the vendor in scope and no other."""

from django.db import migrations
from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import (
    CURRENT_VENDOR,
    AppendOnly,
    GrantEverything,
    OwnRowsForPerson,
    TableOperation,
    Wall,
    app_role,
)


class OwnVendorOnly(TableOperation):
    """Everybody may read vendors and make one; only the vendor in scope can be changed."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        role = app_role()
        return [
            'ALTER TABLE "tenants_vendor" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY read_vendors ON "tenants_vendor" FOR SELECT TO "{role}" USING (true)',
            f'CREATE POLICY make_vendors ON "tenants_vendor" FOR INSERT TO "{role}" WITH CHECK (true)',
            f'CREATE POLICY own_vendor ON "tenants_vendor" FOR UPDATE TO "{role}" USING (id = {CURRENT_VENDOR})',
        ]


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0002_people"),
        ("partners", "0002_wall"),
    ]

    operations = [
        GrantEverything(),
        Wall("Membership", "Invitation", "ApiKey", "AuditEntry"),
        OwnRowsForPerson("Membership"),
        AppendOnly("AuditEntry"),
        OwnVendorOnly("Vendor"),
    ]
