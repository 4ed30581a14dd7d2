"""The page "Settings": everything that can be set is reached from it, in plain words."""

import re

from django.test import Client

from prm.platform.console.menu import Group, entries_of
from prm.platform.console.settings_index import Section, lines_of
from prm.platform.tenants.admin.vendor_settings import GROUPS, VendorForm
from tests.admin.console import admin, text
from tests.people import VendorPeople


def links_of(page: str, vendor: str) -> set[str]:
    """What the sections of the page lead to, as paths below the admin; the sidebar is left out."""
    content = page[page.index('class="c-starts"') :]
    return set(re.findall(rf'class="c-link"\s+href="/{vendor}/admin/([^"]+)"', content))


def test_all_that_the_sidebar_sets_is_listed_and_opens(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    links = links_of(text(client, admin(acme, "settings/")), "acme")
    listed = {line.page for section in Section for line in lines_of(section, may_govern=True)}
    for group in (Group.LISTS, Group.INTEGRATIONS, Group.VENDOR):
        sidebar = {entry.page for entry in entries_of(group, may_govern=True)} - {"settings"}
        assert sidebar <= listed, sidebar - listed
    assert len(links) > 30
    for link in links:
        page, _hash, part = link.partition("#")
        shown = text(client, admin(acme, page))
        assert not part or f'id="{part}"' in shown, link


def test_who_may_not_change_the_vendor_is_not_sent_there(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    page = text(client, admin(acme, "settings/"))
    links = links_of(page, "acme")
    assert "for admins only" in page and "partners/tier/" in links
    assert not any(link.startswith(("settings/vendor/", "tenants/")) for link in links)
    for link in links:
        assert client.get(admin(acme, link.partition("#")[0])).status_code == 200, link


def test_every_setting_of_the_vendor_has_one_place() -> None:
    placed = [name for _part, _title, names in GROUPS for name in names]
    assert sorted(placed) == sorted(VendorForm.base_fields)
    parts = {part for part, _title, _names in GROUPS}
    pointed = {line.part for section in Section for line in lines_of(section, may_govern=True)}
    assert pointed - {""} == parts
