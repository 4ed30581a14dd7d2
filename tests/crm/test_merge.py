"""What is sent, taken and resolved when two sides differ: a table without database or CRM."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm.merge import Ours, Terms, Theirs, merge
from crm.values import digest
from prm.platform.ids import new_id

KEY, NOON = new_id(), datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


def merged(name: str, was: Any, ours: Any, theirs: Any, **how: Any) -> tuple[str, str]:
    """What happens to one field: sent, taken or nothing; and how a conflict was resolved."""
    seen = {} if was is None else {name: (digest(KEY, name, was), digest(KEY, name, was))}
    policy = {name: how["policy"]} if "policy" in how else {}
    terms = Terms(
        KEY, policy, how.get("takes", True), how.get("asked", frozenset()), how.get("chosen", {}),
        how.get("disputed", frozenset()),
    )  # fmt: skip
    found = merge(Ours({name: ours}, NOON), Theirs({name: theirs}, how.get("theirs_at", LATER)), seen, terms)
    did = "send" if name in found.send else "take" if name in found.take else "keep"
    clash = found.clashes[0] if found.clashes else None
    return did, f"{clash.winner or 'open'} {clash.why}".strip() if clash else ""


@pytest.mark.parametrize(
    ("name", "was", "ours", "theirs", "how", "expected"),
    [
        ("city", "Austin", "Austin", "Austin", {}, ("keep", "")),
        ("city", "Austin", "Dallas", "Austin", {}, ("send", "")),
        ("city", "Austin", "Austin", "Dallas", {}, ("take", "")),
        ("city", "Austin", "Austin", "Dallas", {"policy": "ask"}, ("take", "")),
        ("city", "Austin", "Austin", "Dallas", {"policy": "product"}, ("send", "product policy")),
        ("city", "Austin", "Austin", "Dallas", {"takes": False}, ("keep", "")),
        ("city", "Austin", "Dallas", "Waco", {}, ("take", "crm newest")),
        ("city", "Austin", "Dallas", "Waco", {"theirs_at": NOON}, ("send", "product newest")),
        ("city", "Austin", "Dallas", "Waco", {"policy": "crm", "theirs_at": NOON}, ("take", "crm policy")),
        ("city", "Austin", "Dallas", "Waco", {"policy": "product"}, ("send", "product policy")),
        ("city", "Austin", "Dallas", "Waco", {"policy": "ask"}, ("keep", "open")),
        ("city", "Austin", "Dallas", "Waco", {"policy": "ask", "asked": {"city"}}, ("keep", "")),
        ("city", "Austin", "Dallas", "Waco", {"asked": {"city"}, "chosen": {"city": "crm"}}, ("take", "")),
        ("city", "Austin", "Dallas", "Waco", {"chosen": {"city": "product"}}, ("send", "")),
        ("city", "Austin", "Dallas", "Waco", {"policy": "crm", "disputed": {"city"}}, ("keep", "open")),
        ("city", None, "Austin", "", {}, ("send", "")),
        ("city", None, "", "Austin", {}, ("take", "")),
        ("city", None, "Austin", "Waco", {}, ("take", "crm newest")),
        ("partner", "Larkspur", "Larkspur", "Quillon", {}, ("send", "product owned")),
        ("partner", "Larkspur", "Larkspur", "Quillon", {"policy": "ask"}, ("keep", "open")),
        ("partner", "Larkspur", "Larkspur", "Quillon", {"disputed": {"partner"}}, ("keep", "open")),
        ("partner", "Larkspur", "Larkspur", "Quillon", {"chosen": {"partner": "crm"}}, ("keep", "")),
        ("partner", "Larkspur", "Larkspur", "Quillon", {"policy": "crm"}, ("send", "product owned")),
        ("status", "Open", "Open", "Nurturing", {"policy": "crm"}, ("keep", "")),
        ("status", "Open", "Working", "Open", {"policy": "crm"}, ("send", "")),
        ("locked", True, True, "false", {}, ("send", "product owned")),
        ("locked", None, False, None, {}, ("keep", "")),
        ("estimated_value", 42000.0, 42000.0, "42000", {}, ("keep", "")),
        ("email", "Jo@x.com", "Jo@x.com", "jo@x.com", {}, ("keep", "")),
        ("postal_code", "01067", "01067", "1067", {}, ("take", "")),
    ],
)  # fmt: skip
def test_a_field(name: str, was: Any, ours: Any, theirs: Any, how: dict[str, Any], expected: Any) -> None:
    assert merged(name, was, ours, theirs, **how) == expected


def test_a_new_record_gets_everything() -> None:
    found = merge(Ours({"city": "Austin", "locked": True}, NOON), None, {}, Terms(KEY))
    assert found.send == {"city": "Austin", "locked": True} and set(found.seen) == {"city", "locked"}


def test_what_is_equal_again_settles_its_conflict() -> None:
    found = merge(
        Ours({"city": "Waco"}, NOON), Theirs({"city": "Waco"}, LATER), {}, Terms(KEY, asked={"city"})
    )
    assert found.settled == ["city"] and not found.send
