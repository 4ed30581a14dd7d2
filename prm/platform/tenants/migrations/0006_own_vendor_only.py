"""The application changes the vendor in scope and no other. Everybody may read vendors, and make one."""

from django.db import migrations

from prm.platform.tenants.wall import CURRENT_VENDOR, app_role


def guard(apps, schema_editor):
    if schema_editor.connection.alias != "owner":
        return
    role = app_role()
    for statement in (
        'ALTER TABLE "tenants_vendor" ENABLE ROW LEVEL SECURITY',
        f'CREATE POLICY read_vendors ON "tenants_vendor" FOR SELECT TO "{role}" USING (true)',
        f'CREATE POLICY make_vendors ON "tenants_vendor" FOR INSERT TO "{role}" WITH CHECK (true)',
        f'CREATE POLICY own_vendor ON "tenants_vendor" FOR UPDATE TO "{role}" USING (id = {CURRENT_VENDOR})',
    ):
        schema_editor.execute(statement)


def open_again(apps, schema_editor):
    if schema_editor.connection.alias != "owner":
        return
    for policy in ("read_vendors", "make_vendors", "own_vendor"):
        schema_editor.execute(f'DROP POLICY {policy} ON "tenants_vendor"')
    schema_editor.execute('ALTER TABLE "tenants_vendor" DISABLE ROW LEVEL SECURITY')


class Migration(migrations.Migration):
    dependencies = [("tenants", "0005_refuses_unreadable_leads")]

    operations = [migrations.RunPython(guard, open_again)]
