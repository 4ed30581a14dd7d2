"""A new routing method is one file: registered, it is in the schema, checks, routing, forms and words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from routing.decisions.selectors.decision_words import method_words, step_words
from routing.engine import METHODS, PartnerFacts, errors_of, policy_schema, validate_document
from routing.engine.credit import Index, Ints
from routing.engine.methods.method import Method, MethodSettings
from routing.engine.model.kinds import Whole
from routing.engine.model.setting import Group, setting, settings_of
from routing.engine.scene import Case
from routing.policies.selectors.policy_names import PolicyNames
from routing.policies.selectors.setting_words import mapping_words, pool_terms
from tests.engine.builders import decide_one, partner_table_of, policy


@dataclass(frozen=True, slots=True)
class LongestServingSettings(MethodSettings):
    since_years: int = setting(
        Whole(1, 50),
        2,
        label="Years of service",
        term="years of service",
        group=Group("Service", "Who stayed."),
    )


class LongestServing(Method):
    name = "longest_serving"
    title = "longest serving"
    label = "Longest serving: whoever has been with you for years"
    partner_words = "These leads go to partners of many years."
    step = "The longest serving"
    reason = "busier"
    settings = LongestServingSettings

    def rank(self, case: Case, index: Index) -> Ints | None:
        won = case.scene.partner_table.won[index]
        return (won >= case.scene.pool.options.since_years).astype("int64")


@pytest.fixture
def longest_serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Method]:
    method = LongestServing()
    monkeypatch.setitem(METHODS, method.name, method)
    yield method


def document(**pool: Any) -> dict[str, Any]:
    return {"rules": [{"name": "all", "then": "route", "pool": "p"}], "pools": {"p": pool}}


def test_every_file_of_the_methods_folder_is_a_method_under_its_own_name() -> None:
    assert set(METHODS) == {
        "best_match", "broadcast", "claim", "manual", "nearest", "open_load", "performance", "round_robin",
        "territory", "tiered", "weighted",
    }  # fmt: skip
    assert all(method.title and method.label and method.partner_words for method in METHODS.values())


def test_an_unknown_method_is_refused() -> None:
    assert [problem.path for problem in validate_document(document(method="longest_serving"))] == [
        "pools.p.method"
    ]


def test_it_is_in_the_schema_and_its_settings_are_checked(longest_serving: Method) -> None:
    pool = policy_schema()["properties"]["pools"]["additionalProperties"]["properties"]
    assert "longest_serving" in pool["method"]["enum"]
    assert pool["since_years"] == {"type": "integer", "minimum": 1, "maximum": 50}
    assert not errors_of(validate_document(document(method="longest_serving", since_years=5)))
    [wrong] = validate_document(document(method="longest_serving", since_years=0))
    assert wrong.path == "pools.p.since_years"
    [other] = errors_of(validate_document(document(method="weighted", since_years=5)))
    assert other.message == "“years of service” belongs to other methods: longest serving"


def test_it_routes_by_its_settings(longest_serving: Method) -> None:
    partner_table = partner_table_of(
        PartnerFacts(id="new", name="New", closed_won=1), PartnerFacts(id="old", name="Old", closed_won=9)
    )
    decision = decide_one(partner_table, policy("longest_serving", since_years=5))
    assert decision.partner_id == "old"
    assert decision.reason_codes("new") == ("busier",)
    assert [step.name for step in decision.steps] == ["longest_serving"]


def test_it_has_words_for_vendor_and_partner(longest_serving: Method) -> None:
    assert method_words("longest_serving") == "longest serving"
    assert step_words("longest_serving") == "The longest serving"
    told = mapping_words(pool_terms(), {"method": "longest_serving", "since_years": 5}, PolicyNames({}))
    assert told == "method: Longest serving: whoever has been with you for years; years of service: 5"


def test_it_is_offered_in_the_form_of_a_pool_with_its_settings(longest_serving: Method) -> None:
    from routing.policies.admin.policy_forms import PolicyForms

    lists = {name: {} for name in ("tiers", "certifications", "verticals", "partners", "countries")}
    groups = PolicyForms(["p"], PolicyNames(lists)).pool()
    [how] = [group for group in groups if any(asked.name == "method" for asked in group.settings)]
    assert ("longest_serving", longest_serving.label) in how.settings[0].choices
    [own] = [group for group in groups if group.methods == ("longest_serving",)]
    assert (own.title, [asked.label for asked in own.settings]) == ("Service", ["Years of service"])


def test_each_setting_of_a_method_is_asked_for_in_a_group() -> None:
    for method in METHODS.values():
        for each in settings_of(method.settings):
            assert each.group is not None, f"{method.name}: {each.name} is in no group of the form"
