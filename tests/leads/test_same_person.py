"""Which posts are about the same person."""

from types import SimpleNamespace
from typing import Any

import pytest

from leads.identity.likeness import name_likeness
from leads.identity.person import is_contradicted, mailbox, person_keys


def lead(**given: Any) -> Any:
    blank = {
        "external_id": "",
        "email": "",
        "phone": "",
        "first_name": "",
        "last_name": "",
        "company_keys": [],
    }
    return SimpleNamespace(**(blank | given))


def meet(one: Any, other: Any) -> bool:
    keys = set(person_keys(one)) & set(person_keys(other))
    return any(not is_contradicted(key.evidence, one, other) for key in keys)


ACME = ["d:acme.com", "n:acme"]
SAME = [
    ({"email": "Pat.Case@Gmail.com"}, {"email": "patcase+news@googlemail.com"}),
    ({"email": "Pat@Acme.com"}, {"email": "pat@acme.com"}),
    ({"email": "pat+x@outlook.com"}, {"email": "PAT@outlook.com"}),
    ({"phone": "+15125550100", "last_name": "Zed"}, {"phone": "+15125550100", "last_name": "ZED"}),
    ({"phone": "+15125550100"}, {"phone": "+15125550100"}),
    ({"phone": "+15125550100", "last_name": "Zed"}, {"phone": "+15125550100"}),
    (
        {"phone": "+15125550100", "last_name": "Zed", "email": "z@gmail.com"},
        {"phone": "+15125550100", "last_name": "Zed", "email": "zed@acme.com"},
    ),
    (
        {"first_name": "Jürgen", "last_name": "Müller", "company_keys": ACME},
        {"first_name": "Juergen", "last_name": "Mueller", "company_keys": ACME, "email": "info@acme.com"},
    ),
    ({"external_id": "A-1"}, {"external_id": "A-1", "email": "x@acme.com"}),
]
DIFFERENT = [
    ({"email": "pat.case@acme.com"}, {"email": "patcase@acme.com"}),
    ({"email": "pat+x@acme.com"}, {"email": "pat@acme.com"}),
    ({"email": "a@gmail.com"}, {"email": "b@gmail.com"}),
    ({"external_id": "A-1"}, {"external_id": "a-1"}),
    ({"phone": "+15125550100", "last_name": "Zed"}, {"phone": "+15125550100", "last_name": "Roe"}),
    ({"phone": "+15125550100", "email": "a@acme.com"}, {"phone": "+15125550100", "email": "b@acme.com"}),
    ({"phone": "+15125550100x1"}, {"phone": "+15125550100x2"}),
    (
        {"first_name": "Jane", "last_name": "Roe", "company_keys": ["n:acme"]},
        {"first_name": "Jane", "last_name": "Roe", "company_keys": ["n:acme"]},
    ),
    (
        {"first_name": "Jane", "last_name": "Roe", "company_keys": ACME},
        {"first_name": "John", "last_name": "Roe", "company_keys": ACME},
    ),
    ({}, {}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_person_is_recognised(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert meet(lead(**one), lead(**other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_people_are_kept_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not meet(lead(**one), lead(**other))


def test_a_mailbox_is_written_as_its_provider_delivers_it() -> None:
    assert mailbox("A.B.C+d@GoogleMail.com") == "abc@gmail.com"
    assert mailbox("+d@gmail.com") == "+d@gmail.com"


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("kestrel mills", "kestral mills", True),
        ("mills kestrel", "kestrel mill", False),
        ("north star foods", "north shore foods", False),
        ("delta air", "delta airports", False),
        ("nordwind energie", "nordwind energy", True),
        ("acme", "acne", False),
        ("lakeside studio 54", "lakeside studio 55", False),
        ("lakeside studio 54", "lakeside studios 54", True),
        ("", "", False),
    ],
)
def test_names_that_are_almost_the_same_are_like(one: str, other: str, like: bool) -> None:
    assert bool(name_likeness(one, other)) is like
