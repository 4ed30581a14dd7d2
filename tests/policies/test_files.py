"""Policies as YAML files."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from prm.platform.errors import InvalidInput
from routing.policies.services.transfer import export_policy, import_policy, read_policy, write_policy
from tests.policies.documents import simple


def test_what_is_exported_imports_as_the_same_document(in_acme):
    draft = import_policy(text=yaml.safe_dump(simple()), actor=in_acme.alice_actor)
    assert read_policy(export_policy(version_id=draft.id)) == simple()


def test_norway_is_a_country():
    assert read_policy("{countries: [NO, NL, ON]}") == {"countries": ["NO", "NL", "ON"]}


def test_times_and_dates_stay_text():
    assert read_policy("{a: 12:30, b: 2026-01-01, c: 007, d: yes}") == {
        "a": "12:30",
        "b": "2026-01-01",
        "c": "007",
        "d": "yes",
    }


def test_numbers_and_truths_are_what_they_look_like():
    assert read_policy("{a: 5, b: -0.25, c: true, d: null}") == {"a": 5, "b": -0.25, "c": True, "d": None}


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [1]\nb: *a",
        "a: 1\na: 2",
        "!!python/object/apply:os.system ['true']",
        "- a list",
        "{",
        "a: 1\n---\nb: 2",
        "[" * 5000,
        "? {a: 1}\n: 2",
    ],
)
def test_what_is_no_plain_mapping_is_refused(text):
    with pytest.raises(InvalidInput):
        read_policy(text)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), PLAIN, max_size=4))
def test_every_document_survives_the_way_out_and_in(document):
    assert read_policy(write_policy(document)) == document


def test_a_file_with_errors_is_refused_naming_them(in_acme):
    text = "rules: [{name: All, then: route, pool: nowhere}]\npools: {}"
    with pytest.raises(InvalidInput) as refused:
        import_policy(text=text, actor=in_acme.alice_actor)
    assert [(error.field, error.code) for error in refused.value.errors] == [("rules.0.pool", "unknown_pool")]
