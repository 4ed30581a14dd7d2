"""Problems between rules: pools that are not there, rules that nothing reaches, no catch-all."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from routing.engine.model.setting import _
from routing.engine.problems import Problem, Severity


def rule_problems(document: Mapping[str, Any]) -> list[Problem]:
    """Every problem of the rules among themselves and with the pools."""
    rules = document["rules"]
    names = Counter(rule["name"] for rule in rules)
    found = [*_reach(rules)]
    for number, rule in enumerate(rules):
        path = f"rules.{number}"
        if names[rule["name"]] > 1:
            words = _("several rules are called “%(name)s”")
            found.append(Problem(f"{path}.name", "repeated", words, values={"name": rule["name"]}))
        found += _target(rule, path, document["pools"])
    return found


def _target(rule: Mapping[str, Any], path: str, pools: Mapping[str, Any]) -> Iterator[Problem]:
    pool, then = rule.get("pool"), rule["then"]
    if then == "route" and pool is None:
        yield Problem(f"{path}.pool", "required", _("a rule that routes names its pool"))
    if then == "nurture" and pool is not None:
        yield Problem(f"{path}.pool", "unused_setting", _("a rule that nurtures has no pool"))
    if then != "review":
        for name in ("reason", "escalate"):
            if name in rule:
                words = _("%(name)s belongs to rules with then: review")
                yield Problem(f"{path}.{name}", "unused_setting", words, values={"name": name})
    if pool is not None and pool not in pools:
        words = _("there is no pool called “%(pool)s”")
        yield Problem(f"{path}.pool", "unknown_pool", words, values={"pool": pool})


def _reach(rules: list[Mapping[str, Any]]) -> Iterator[Problem]:
    if "when" in rules[-1]:
        words = _("the last rule must be the catch-all, without conditions")
        yield Problem(f"rules.{len(rules) - 1}.when", "catch_all_missing", words)
    for number, rule in enumerate(rules):
        for earlier in range(number):
            if covers(rules[earlier], rule):
                severity: Severity = "warning" if "when" in rules[earlier] else "error"
                values = {"number": earlier + 1, "name": rules[earlier]["name"]}
                words = _("never reached: rule %(number)s (%(name)s) matches every lead")
                yield Problem(f"rules.{number}", "unreachable_rule", words, severity, values)
                break


def covers(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    """Whether the earlier rule plainly takes every lead of the later: no condition, or fewer of the same."""
    if "when" not in earlier:
        return True
    return "when" in later and _parts(earlier["when"]) <= _parts(later["when"])


def _parts(tree: Mapping[str, Any]) -> frozenset[str]:
    parts = tree.get("all", [tree])
    return frozenset(json.dumps(part, sort_keys=True, default=str) for part in parts)
