"""Policies in forms: rules with nested conditions, pools, terms, publishing and going back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prm.platform.actors import Actor
from prm.platform.tenants.models import Vendor
from routing.models import PolicyVersion
from routing.policies.admin.conditions import add_row, document_of, move_row, posted_rows, remove_row, rows_of
from routing.policies.services.create_draft import create_draft
from tests.admin.console import admin, text
from tests.factories import PolicyVersionFactory, ProductFactory, TierFactory, VerticalFactory
from tests.people import VendorPeople

DOCUMENT = {
    "rules": [
        {
            "name": "Security",
            "when": {"all": [{"field": "estimated_value", "op": "gte", "value": 50000}]},
            "then": "route",
            "pool": "all",
        },
        {"name": "Everything", "then": "route", "pool": "all"},
    ],
    "pools": {"all": {"require": ["territory"], "method": "weighted"}},
}
COUNTRY = {"field": "country", "op": "eq", "value": "US"}
NO_CITY = {"field": "city", "op": "exists", "value": False}
STAGE = {"field": "stage", "op": "in", "value": ["raw", "mql"]}
TREES = [
    {"all": [{"field": "products", "op": "includes", "value": ["firewall", "gateway"]}]},
    {"any": [COUNTRY, {"field": "consent", "op": "eq", "value": True}]},
    {"not": {"field": "source", "op": "eq", "value": "webinar"}},
    {"not": {"all": [{"field": "employees", "op": "between", "value": [10, 99]}, NO_CITY]}},
    {"all": [{"not": {"any": [STAGE, {"field": "intent_score", "op": "lt", "value": 12.5}]}}]},
    {"all": [{"field": "custom.plan", "op": "starts_with", "value": "ent"}, {"any": [NO_CITY]}]},
]


@pytest.fixture
def draft(acme: VendorPeople) -> PolicyVersion:
    with acme.scope():
        PolicyVersionFactory(document=DOCUMENT)
        return create_draft(actor=Actor("user", acme.bob.pk))


def stored(acme: VendorPeople, draft: PolicyVersion) -> dict:  # type: ignore[type-arg]
    with acme.scope():
        draft.refresh_from_db()
        return dict(draft.document)


@pytest.mark.parametrize("tree", TREES)
def test_a_condition_comes_back_from_the_form_as_it_was(tree: dict) -> None:  # type: ignore[type-arg]
    root = rows_of(tree)
    assert root is not None
    posted: dict[str, str] = {}
    waiting = [root]
    while waiting:
        row = waiting.pop()
        names = ("kind",) if row.is_group else ("kind", "field", "op", "value", "most")
        posted |= {f"c-{row.path}-{name}": getattr(row, name) for name in names}
        waiting += row.children
    assert document_of(posted_rows(posted)) == tree


def test_removing_the_last_condition_of_a_group_removes_the_group() -> None:
    root = add_row(rows_of(TREES[0]), "0", is_group=True)
    assert [child.is_group for child in root.children] == [False, True]
    assert document_of(remove_row(root, "0-1-0")) == TREES[0]


def test_conditions_move_among_their_neighbours_and_no_further() -> None:
    first, second = TREES[1]["any"]
    moved = move_row(rows_of(TREES[1]), "0-1", by=-1)
    assert document_of(moved) == {"any": [second, first]}
    assert document_of(move_row(moved, "0-0", by=-1)) == {"any": [second, first]}
    assert document_of(move_row(moved, "0-7", by=1)) == {"any": [second, first]}


def test_rows_without_a_parent_or_nested_without_end_are_left_out() -> None:
    assert posted_rows({"c-0-0-field": "products"}) is None
    deep = "-".join(["0"] * 40)
    assert posted_rows({"c-0-kind": "all", f"c-{deep}-kind": "all"}) is not None


def test_a_rule_is_written_with_nested_conditions(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    with acme.scope():
        ProductFactory(slug="firewall")
    client.force_login(acme.bob)
    answers = {
        "name": "Firewalls in the south", "then": "route", "pool": "all", "sla_accept_within": "4h",
        "do": "save",
        "c-0-kind": "all",
        "c-0-0-kind": "leaf", "c-0-0-field": "products", "c-0-0-op": "includes", "c-0-0-value": "firewall",
        "c-0-1-kind": "none",
        "c-0-1-0-kind": "leaf", "c-0-1-0-field": "estimated_value", "c-0-1-0-op": "lt",
        "c-0-1-0-value": "1,000",
    }  # fmt: skip
    response = client.post(admin(acme, f"policies/{draft.pk}/rules/new/"), answers)
    assert response.status_code == 302
    rules = stored(acme, draft)["rules"]
    assert [rule["name"] for rule in rules] == ["Security", "Firewalls in the south", "Everything"]
    assert rules[1]["when"] == {
        "all": [
            {"field": "products", "op": "includes", "value": ["firewall"]},
            {"not": {"field": "estimated_value", "op": "lt", "value": 1000}},
        ]
    }
    assert rules[1]["sla"] == {"accept_within": "4h"}
    assert "products includes Firewall" in text(client, admin(acme, f"policies/{draft.pk}/"))


def typed_rule(field: str, op: str, value: str) -> dict[str, str]:
    return {
        "name": "By name", "then": "route", "pool": "all", "do": "save", "c-0-kind": "all",
        "c-0-0-kind": "leaf", "c-0-0-field": field, "c-0-0-op": op, "c-0-0-value": value,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "op", "typed", "code"),
    [
        ("industry", "eq", "Manufacturing", "manufacturing"),
        ("industry", "eq", "manufacturing", "manufacturing"),
        ("region", "eq", "Texas", "US-TX"),
        ("region", "in", "Texas, California", ["US-TX", "US-CA"]),
        ("region", "eq", "Texas, United States", "US-TX"),
        ("country", "eq", "United States", "US"),
        ("country", "in", "germany, US", ["DE", "US"]),
        ("languages", "in", "German", ["de"]),
        ("stage", "eq", "marketing qualified (MQL)", "mql"),
    ],
)
def test_values_of_conditions_are_typed_and_shown_by_name(
    acme: VendorPeople, client: Client, draft: PolicyVersion, field: str, op: str, typed: str, code: object
) -> None:
    with acme.scope():
        VerticalFactory(slug="manufacturing", name="Manufacturing")
    client.force_login(acme.bob)
    path = admin(acme, f"policies/{draft.pk}/rules/0/")
    assert client.post(path, typed_rule(field, op, typed)).status_code == 302
    assert stored(acme, draft)["rules"][0]["when"] == {"all": [{"field": field, "op": op, "value": code}]}
    before = stored(acme, draft)
    shown = re.search(r'name="c-0-0-value"\s+value="([^"]*)"', client.get(path).content.decode())
    assert shown is not None
    assert client.post(path, typed_rule(field, op, shown[1])).status_code == 302
    assert stored(acme, draft)["rules"][0]["when"] == before["rules"][0]["when"]


def test_a_name_that_is_not_there_is_refused_with_those_like_it(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    with acme.scope():
        VerticalFactory(slug="manufacturing", name="Manufacturing")
    client.force_login(acme.bob)
    path = admin(acme, f"policies/{draft.pk}/rules/0/")
    page = client.post(path, typed_rule("industry", "eq", "Manufakturing")).content.decode()
    assert "Unknown: “Manufakturing”. Did you mean Manufacturing?" in page
    assert 'value="Manufakturing"' in page
    page = client.post(path, typed_rule("region", "eq", "Victoria")).content.decode()
    assert "is ambiguous. Choose one of" in page and "Victoria, Australia (AU-VIC)" in page
    assert stored(acme, draft) == DOCUMENT


def test_countries_and_partners_of_a_pool_are_typed_by_name(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    path = admin(acme, f"policies/{draft.pk}/pools/all/")
    answers = {"key": "All", "method": "weighted", "require": ["territory"]}
    answers |= {"partners_countries": "United States\nGermany", "partners_exclude": "Quillon Networks"}
    assert client.post(path, answers).status_code == 302
    assert stored(acme, draft)["pools"]["all"]["partners"] == {
        "countries": ["US", "DE"],
        "exclude": ["quillon"],
    }
    page = client.post(path, answers | {"partners_exclude": "Quilon Networks"}).content.decode()
    assert "Did you mean Quillon Networks" in page


def test_what_is_wrong_in_a_rule_shows_beside_it_and_nothing_is_stored(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    answers = {
        "name": "Broken", "then": "route", "pool": "", "sla_accept_within": "soon", "do": "save",
        "c-0-kind": "all",
        "c-0-0-kind": "leaf", "c-0-0-field": "estimated_value", "c-0-0-op": "gte", "c-0-0-value": "a lot",
    }  # fmt: skip
    page = client.post(admin(acme, f"policies/{draft.pk}/rules/0/"), answers).content.decode()
    assert "takes a number" in page
    assert "a lot" in page
    assert "not in the right format" in page
    assert stored(acme, draft) == DOCUMENT


def test_a_button_of_the_form_adds_a_row_and_stores_nothing(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    answers = {
        "name": "Security", "then": "route", "pool": "all", "do": "add:0", "c-0-kind": "all",
        "c-0-0-kind": "leaf", "c-0-0-field": "estimated_value", "c-0-0-op": "gte", "c-0-0-value": "5",
    }  # fmt: skip
    page = client.post(admin(acme, f"policies/{draft.pk}/rules/0/"), answers).content.decode()
    assert 'name="c-0-1-field"' in page
    assert stored(acme, draft) == DOCUMENT


def test_rules_move_by_buttons(acme: VendorPeople, client: Client, draft: PolicyVersion) -> None:
    client.force_login(acme.bob)
    client.post(admin(acme, f"policies/{draft.pk}/rules/1/move/"), {"direction": "up"})
    assert [rule["name"] for rule in stored(acme, draft)["rules"]] == ["Everything", "Security"]
    page = text(client, admin(acme, f"policies/{draft.pk}/"))
    assert "matches every lead" in page


def test_a_rule_is_dropped_in_a_place_of_its_own(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    client.post(admin(acme, f"policies/{draft.pk}/rules/0/move/"), {"to": "1"})
    assert [rule["name"] for rule in stored(acme, draft)["rules"]] == ["Everything", "Security"]


def test_each_problem_shows_once_and_pools_say_how_they_stand(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    with acme.scope():
        partner = acme.quillon.partner
        partner.weight = 0
        partner.save()
    client.force_login(acme.bob)
    with acme.scope():
        published = PolicyVersion.objects.get(state="published")
    for version in (draft, published):
        page = client.get(admin(acme, f"policies/{version.pk}/")).content.decode()
        assert page.count("have a weight of zero") == 1
        assert "2 partners" in page


def test_a_draft_starts_from_a_template(acme: VendorPeople, client: Client, draft: PolicyVersion) -> None:
    client.force_login(acme.bob)
    page = text(client, admin(acme, "policies/new/"))
    for title in ("Round robin", "Geographic", "Tiered 60 / 25 / 15", "Performance", "By kind of lead"):
        assert title in page
    response = client.post(admin(acme, "policies/new/"), {"template": "geographic"})
    made = response["Location"].rstrip("/").rsplit("/", 1)[-1]
    with acme.scope():
        document = PolicyVersion.objects.get(pk=made).document
    assert document["pools"]["everyone"]["method"] == "territory"


def test_a_pool_is_written_with_the_settings_of_its_method_only(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    with acme.scope():
        for slug in ("platinum", "gold"):
            TierFactory(slug=slug)
    client.force_login(acme.bob)
    answers = {
        "key": "high-intent", "method": "tiered", "shares_platinum": "60", "shares_gold": "40",
        "nearest_radius_km": "50",
        "partners_tiers": ["platinum", "gold"], "require": ["territory", "language"],
        "prefer_0": "specialisation",
        "prefer_1": "conversion", "fallback": "all", "caps_day": "3", "decline_counts": "no",
        "partners_external_ids": "larkspur", "partners_exclude": "quillon",
        "factors_training_per": "0.2", "factors_training_cap": "0.1",
    }  # fmt: skip
    response = client.post(admin(acme, f"policies/{draft.pk}/pools/new/"), answers)
    assert response.status_code == 302
    assert stored(acme, draft)["pools"]["high-intent"] == {
        "method": "tiered",
        "shares": {"platinum": 60, "gold": 40},
        "partners": {"tiers": ["platinum", "gold"], "external_ids": ["larkspur"], "exclude": ["quillon"]},
        "require": ["territory", "language"],
        "prefer": ["specialisation", "conversion"],
        "fallback": "all",
        "decline_counts": False,
        "caps": {"day": 3},
        "factors": {"training": {"per": 0.2, "cap": 0.1}},
    }
    page = text(client, admin(acme, f"policies/{draft.pk}/pools/high-intent/"))
    assert 'value="60' in page


def test_saving_a_pool_untouched_changes_nothing(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    answers = {"key": "all", "method": "weighted", "require": ["territory"]}
    assert client.post(admin(acme, f"policies/{draft.pk}/pools/all/"), answers).status_code == 302
    assert stored(acme, draft) == DOCUMENT


def test_a_pool_that_cannot_work_is_refused_beside_its_field(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    answers = {"key": "all", "method": "tiered", "prefer_0": "tier", "prefer_1": "tier"}
    page = client.post(admin(acme, f"policies/{draft.pk}/pools/all/"), answers).content.decode()
    assert "Each can be chosen once." in page
    answers = {"key": "all", "method": "tiered"}
    page = client.post(admin(acme, f"policies/{draft.pk}/pools/all/"), answers).content.decode()
    assert "the method “tiered” needs: Shares of the tiers" in page
    assert stored(acme, draft) == DOCUMENT


def test_renaming_a_pool_takes_the_rules_along(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    answers = {"key": "everybody", "method": "weighted", "require": ["territory"]}
    client.post(admin(acme, f"policies/{draft.pk}/pools/all/"), answers)
    document = stored(acme, draft)
    assert [rule["pool"] for rule in document["rules"]] == ["everybody", "everybody"]
    assert list(document["pools"]) == ["everybody"]


def test_terms_are_written(acme: VendorPeople, client: Client, draft: PolicyVersion) -> None:
    client.force_login(acme.bob)
    answers = {
        "sla_accept_within": "2h", "sla_max_offers": "3", "sla_clock": "business", "cooldown": "7d",
    }  # fmt: skip
    assert client.post(admin(acme, f"policies/{draft.pk}/terms/"), answers).status_code == 302
    document = stored(acme, draft)
    assert document["sla"] == {"accept_within": "2h", "max_offers": 3, "clock": "business"}
    assert document["cooldown"] == "7d"


def test_publishing_puts_the_draft_in_force_and_rolling_back_brings_the_old_one_back(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    with acme.scope():
        before = PolicyVersion.objects.get(state="published")
    client.post(admin(acme, f"policies/{draft.pk}/rules/0/remove/"))
    assert client.post(admin(acme, f"policies/{draft.pk}/publish/"), {"note": "Simpler"}).status_code == 302
    with acme.scope():
        assert PolicyVersion.objects.get(state="published").pk == draft.pk
    assert client.get(admin(acme, f"policies/{draft.pk}/rules/0/")).status_code == 404
    assert client.post(admin(acme, f"policies/{before.pk}/roll-back/")).status_code == 302
    with acme.scope():
        assert PolicyVersion.objects.get(state="published").document == DOCUMENT


def test_with_approval_on_a_second_person_publishes(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    with acme.scope():
        Vendor.objects.filter(pk=acme.vendor.pk).update(publish_needs_approval=True)
    client.force_login(acme.bob)
    url = admin(acme, f"policies/{draft.pk}/publish/")
    assert b"submit it first" in client.post(url).content
    client.post(admin(acme, f"policies/{draft.pk}/submit/"))
    assert b"A different person" in client.post(url).content
    client.force_login(acme.alice)
    assert client.post(url).status_code == 302
    with acme.scope():
        draft.refresh_from_db()
        assert (draft.state, draft.published_by_id) == ("published", acme.alice.pk)


def test_a_version_travels_as_a_file(acme: VendorPeople, client: Client, draft: PolicyVersion) -> None:
    client.force_login(acme.bob)
    exported = client.get(admin(acme, f"policies/{draft.pk}/export/"))
    assert exported["Content-Disposition"] == f'attachment; filename="policy-{draft.number}.yaml"'
    file = SimpleUploadedFile("policy.yaml", exported.content)
    assert client.post(admin(acme, "policies/import/"), {"file": file}).status_code == 302
    with acme.scope():
        assert PolicyVersion.objects.order_by("-number")[0].document == DOCUMENT


def test_the_version_in_force_says_what_happened_since_and_goes_back_in_one_click(
    acme: VendorPeople, client: Client
) -> None:
    with acme.scope():
        first = PolicyVersionFactory(document=DOCUMENT, state="retired")
        second = PolicyVersionFactory(document=DOCUMENT)
    client.force_login(acme.bob)
    page = text(client, admin(acme, f"policies/{second.pk}/"))
    assert "Since it came into force" in page
    back = admin(acme, f"policies/{first.pk}/roll-back/")
    assert f'<form method="post" action="{back}">' in page
    assert client.post(back).status_code == 302
    with acme.scope():
        assert PolicyVersion.objects.get(state="published").based_on_number == first.number


def test_what_is_wrong_in_a_file_of_leads_is_said_with_its_line(
    acme: VendorPeople, client: Client, draft: PolicyVersion
) -> None:
    client.force_login(acme.bob)
    rows = b"country,region,estimated_value\nUS,US-TX,1000\nXX,US-TX,a lot\n"
    answers = {"version": draft.pk, "source": "csv", "csv": SimpleUploadedFile("leads.csv", rows)}
    page = client.post(admin(acme, "simulations/start/"), answers).content.decode()
    assert "Line 3, country: " in page
    assert "Line 3, estimated_value: " in page
    assert "Line 2" not in page
