"""Paths and expressions into payloads, and the ready mappings on payloads of each product's shape."""

from typing import Any

import pytest

from leads.inbound.expression import Found, read_expression
from leads.inbound.map_payload import FieldMapping, fields_of, leads_in
from leads.inbound.paths import WrongPath
from leads.inbound.presets import PRESETS, preset_named
from leads.intake.normalise import read_lead

DATA = {
    "name": "Ada Example Moore",
    "n": 7,
    "whole": 3.0,
    "empty": " ",
    "nothing": None,
    "a.b": "dotted",
    "list": [{"k": "x", "v": 1}, {"k": "y z", "v": 2}],
    "tags": ["red", "blue"],
    "deep": {"er": {"est": "end"}},
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("deep.er.est", "end"),
        ("list[0].v", 1),
        ("list[-1].v", 2),
        ("list[k=x].v", 1),
        ('list[k="y z"].v', 2),
        ("list[].v", [1, 2]),
        ("tags", ["red", "blue"]),
        ("tags[1]", "blue"),
        ('["a.b"]', "dotted"),
        ('"fixed"', "fixed"),
        ('"id-" + n', "id-7"),
        ('"id-" + whole', "id-3"),
        ('"id-" + missing', None),
        ("missing | nothing | n", 7),
        ('missing | "else"', "else"),
        ('"id-" + (missing | n)', "id-7"),
        ('n + " " + deep.er.est', "7 end"),
        ("first_word(name)", "Ada"),
        ("other_words(name)", "Example Moore"),
        ("deep", None),
        ("list[9].v", None),
        ("n.no.further", None),
    ],
)
def test_an_expression_has_a_value(text: str, value: Any) -> None:
    found = read_expression(text).value(Found(DATA))
    assert (found or None) == value


@pytest.mark.parametrize(
    "text", ["", "a..b", "a[", "a b", '"open', "a +", "(a", "shout(a)", "a[x]", "a" * 401]
)
def test_what_is_no_expression_is_said(text: str) -> None:
    with pytest.raises(WrongPath):
        read_expression(text)


@pytest.mark.parametrize("preset", [one for one in PRESETS if one.mapping], ids=lambda one: one.slug)
def test_a_ready_mapping_reads_its_products_example_without_a_warning(preset: Any) -> None:
    mapping = FieldMapping(preset.mapping, {}, preset.leads_path, True, preset.left_out)
    [lead] = leads_in(preset.example, preset.leads_path)
    reading = read_lead(fields_of(lead, mapping))
    assert reading.problems == []
    clean = reading.lead
    assert clean.email.endswith("@example.com") and clean.first_name and clean.last_name and clean.company
    assert len(clean.custom) == 1 or preset.slug == "facebook", clean.custom


def test_what_no_field_takes_is_kept_and_what_is_left_out_is_not() -> None:
    body = {"email": "dana@example.com", "utm": {"term": "vpn"}, "noise": {"id": 1}, "blank": ""}
    mapping = FieldMapping({"email": "email"}, {"Word": "utm.term"}, left_out=("noise",))
    assert fields_of(body, mapping) == {"email": "dana@example.com", "custom": {"Word": "vpn"}}
    kept = fields_of(body, FieldMapping({"email": "email"}))
    assert kept["custom"] == {"utm.term": "vpn", "noise.id": 1}


def test_a_huge_payload_keeps_as_many_custom_fields_as_fit() -> None:
    body = {"email": "dana@example.com"} | {f"field-{n}": "x" * 1000 for n in range(40)}
    reading = read_lead(fields_of(body, FieldMapping({"email": "email"})))
    assert reading.problems == [] and 5 < len(reading.lead.custom) < 40


def test_several_leads_come_in_one_payload() -> None:
    facebook = preset_named("facebook")
    assert facebook is not None
    both = {"data": [facebook.example, {**facebook.example, "id": "2"}]}
    assert len(leads_in(both, facebook.leads_path)) == 2
    assert leads_in([{"a": 1}, {"a": 2}], "") == [{"a": 1}, {"a": 2}]
