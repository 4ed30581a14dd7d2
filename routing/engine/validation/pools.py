"""Problems inside pools: settings that do not fit the method, shares, fallbacks in a circle, SLA order."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from routing.engine.decision import SlaTerms
from routing.engine.durations import parse_duration
from routing.engine.validation.problems import Problem, _

Document = Mapping[str, Any]
SETTINGS_OF: Final = {
    "shares": ("tiered",),
    "tier_order": ("tiered",),
    "nearest": ("nearest",),
    "performance": ("performance",),
    "best_match": ("best_match", "broadcast"),
    "claim": ("claim",),
    "broadcast": ("broadcast",),
}
NEEDED_BY: Final = {"tiered": "shares", "best_match": "best_match", "broadcast": "best_match"}


def pool_problems(document: Document) -> list[Problem]:
    """Every problem of every pool, and of the terms."""
    pools = document["pools"]
    used = {rule.get("pool") for rule in document["rules"]} | {p.get("fallback") for p in pools.values()}
    found = [*_terms(document)]
    for key, pool in pools.items():
        path = f"pools.{key}"
        found += [
            *_settings(pool, path),
            *_shares(pool, path),
            *_fallback(key, pools),
            *_durations(pool, path),
        ]
        if key not in used:
            found.append(Problem(path, "unused_pool", _("no rule and no pool leads here"), "warning"))
    return found


def _settings(pool: Document, path: str) -> Iterator[Problem]:
    method = pool["method"]
    for name, methods in SETTINGS_OF.items():
        if name in pool and method not in methods:
            values = {"name": name, "methods": ", ".join(methods)}
            words = _("%(name)s belongs to another method: %(methods)s")
            yield Problem(f"{path}.{name}", "unused_setting", words, values=values)
    needed = NEEDED_BY.get(method)
    if needed is not None and needed not in pool:
        values = {"method": method, "needed": needed}
        yield Problem(f"{path}.{needed}", "required", _("method %(method)s needs %(needed)s"), values=values)
    if "factors" in pool and method == "round_robin":
        yield Problem(f"{path}.factors", "unused_setting", _("round robin gives everyone the same turn"))
    trial = pool.get("probation")
    if trial is not None and not {"open", "week"} & set(trial):
        words = _("probation limits open leads (open) or a week (week)")
        yield Problem(f"{path}.probation", "required", words)


def _shares(pool: Document, path: str) -> Iterator[Problem]:
    shares = pool.get("shares")
    if shares is None:
        return
    total = sum(shares.values())
    if total <= 0:
        yield Problem(f"{path}.shares", "out_of_range", _("at least one share must be above zero"))
    elif abs(total - 100) > 0.01:
        words = _("the shares add up to %(total)g, not 100; they are taken in proportion")
        yield Problem(f"{path}.shares", "shares_do_not_sum", words, "warning", {"total": total})
    for tier in pool.get("tier_order", ()):
        if tier not in shares:
            words = _("%(tier)s has no share in this pool")
            yield Problem(f"{path}.tier_order", "unknown_tier", words, values={"tier": tier})


def _fallback(key: str, pools: Mapping[str, Document]) -> Iterator[Problem]:
    path, seen, at = f"pools.{key}.fallback", [key], pools[key].get("fallback")
    if at is not None and at not in pools:
        yield Problem(path, "unknown_pool", _("there is no pool called “%(pool)s”"), values={"pool": at})
    while at is not None and at in pools:
        if at in seen:
            way = " → ".join([*seen, at])
            yield Problem(path, "circular", _("fallbacks go round: %(way)s"), values={"way": way})
            return
        seen.append(at)
        at = pools[at].get("fallback")


def _terms(document: Document) -> Iterator[Problem]:
    places = [("sla", document.get("sla", {}))]
    places += [(f"rules.{n}.sla", rule.get("sla", {})) for n, rule in enumerate(document["rules"])]
    places += [(f"pools.{key}.sla", pool.get("sla", {})) for key, pool in document["pools"].items()]
    wrong = [problem for path, terms in places for problem in _durations(terms, path)]
    yield from wrong
    for path, terms in [] if wrong else places:
        merged = {**document.get("sla", {}), **terms}
        if terms and _seconds(merged, "warn_after") >= _seconds(merged, "revoke_after"):
            words = _("the warning does not come before the revocation")
            yield Problem(f"{path}.warn_after", "out_of_range", words, "warning")


def _seconds(terms: Document, name: str) -> int:
    return parse_duration(terms[name]) if name in terms else int(getattr(SlaTerms(), name))


def _durations(part: Document, path: str) -> Iterator[Problem]:
    for name in ("accept_within", "warn_after", "revoke_after", "cooldown"):
        if name in part:
            try:
                parse_duration(part[name])
            except ValueError:
                words = _("“%(text)s” is not a duration such as 90s, 15m, 4h or 2d, of ten years at most")
                yield Problem(f"{path}.{name}", "out_of_range", words, values={"text": part[name]})
