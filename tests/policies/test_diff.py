"""Differences between versions, in words."""

from routing.policies.selectors.policy_diff import diff_documents
from routing.policies.selectors.policy_names import PolicyNames
from tests.policies.documents import simple


def words(before, after):
    names = PolicyNames({"tiers": {"gold": "Gold", "silver": "Silver"}})
    return [change.words for change in diff_documents(before, after, names)]


def test_equal_documents_do_not_differ():
    assert words(simple(), simple()) == []


def test_a_changed_threshold_is_told_with_both_numbers():
    after = simple()
    after["rules"][0]["when"]["all"][0]["value"] = 75000
    assert words(simple(), after) == ["Rule 1 (Large): value at least 50,000 → 75,000"]


def test_an_added_comparison_is_told():
    after = simple()
    after["rules"][0]["when"]["all"].append({"field": "country", "op": "in", "value": ["US", "CA"]})
    assert words(simple(), after) == ["Rule 1 (Large): also asks for country is one of United States, Canada"]


def test_nested_conditions_are_told_whole():
    after = simple()
    after["rules"][0]["when"] = {"any": [{"not": {"field": "source", "op": "eq", "value": "web"}}]}
    assert words(simple(), after) == [
        "Rule 1 (Large): conditions were value at least 50,000; now not (source is web)"
    ]


def test_one_moved_rule_is_one_change():
    before = simple()
    before["rules"][:0] = [{"name": name, "then": "nurture"} for name in "ABCD"]
    after = simple()
    after["rules"][:0] = [{"name": name, "then": "nurture"} for name in "DABC"]
    assert words(before, after) == ["Rule 1 (D) moves from place 4 to place 1"]


def test_a_new_name_for_a_rule_is_no_new_rule():
    after = simple()
    after["rules"][0]["name"] = "Big"
    assert words(simple(), after) == ["Rule 1 (Big) was called “Large”"]


def test_rules_and_pools_that_come_and_go():
    after = simple()
    after["rules"][0] = {"name": "Small", "then": "review", "reason": "high_value"}
    after["pools"]["spare"] = {"method": "claim"}
    del after["pools"]["strong"]
    assert words(simple(), after) == [
        "Rule 1 (Large) is gone",
        "Rule 1 (Small) is new: every lead → Let a person decide",
        "Pool Strong is gone",
        "Pool Spare is new: method: Claim: several are invited, the first to accept has it",
    ]


def test_settings_of_pools_and_terms():
    after = simple()
    after["pools"]["strong"]["partners"]["tiers"] = ["gold", "silver"]
    after["pools"]["everyone"]["caps"] = {"day": 3}
    after["sla"]["accept_within"] = "4h"
    assert words(simple(), after) == [
        "Pool Strong, partners: tiers Gold → Gold, Silver",
        "Pool Everyone, limits: a day – → 3",
        "Everywhere, terms: time to accept 24 hours → 4 hours",
    ]
