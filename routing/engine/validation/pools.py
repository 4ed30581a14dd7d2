"""Problems inside pools: settings that do not fit the method, shares, fallbacks in a circle, SLA order."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from routing.engine.durations import parse_duration
from routing.engine.methods import METHODS
from routing.engine.model.kinds import Duration
from routing.engine.model.setting import Part, Setting, _, settings_of
from routing.engine.policy import Policy, pool_settings, settings_of_methods
from routing.engine.problems import Listing, Problem, Said
from routing.engine.rule import Rule
from routing.engine.terms import SlaTerms
from routing.engine.validation.guards import guard_problems

Document = Mapping[str, Any]


def pool_problems(document: Document) -> list[Problem]:
    """Every problem of every pool, and of the terms."""
    pools = document["pools"]
    used = {rule.get("pool") for rule in document["rules"]} | {p.get("fallback") for p in pools.values()}
    found = [*_terms(document)]
    for key, pool in pools.items():
        path = f"pools.{key}"
        found += [
            *_settings(pool, path),
            *METHODS[pool["method"]].problems(pool, path),
            *guard_problems(pool, path),
            *_fallback(key, pools),
        ]
        if key not in used:
            found.append(Problem(path, "unused_pool", _("no rule or pool uses this pool"), "warning"))
    return found


def _settings(pool: Document, path: str) -> Iterator[Problem]:
    method = METHODS[pool["method"]]
    own = {each.name: each for each in settings_of(method.settings)}
    for other in settings_of_methods():
        if other.name in pool and other.name not in own:
            users = [each for each in METHODS.values() if other in settings_of(each.settings)]
            words = _("“%(name)s” belongs to other methods: %(methods)s")
            values = {"name": Said(other.term), "methods": Listing(Said(each.title) for each in users)}
            yield Problem(f"{path}.{other.name}", "unused_setting", words, values=values)
    for each in own.values():
        if each.is_needed and each.name not in pool:
            values = {"method": Said(method.title), "needed": Said(each.label)}
            words = _("the method “%(method)s” needs: %(needed)s")
            yield Problem(f"{path}.{each.name}", "required", words, values=values)
    if "factors" in pool and not method.weighs:
        yield Problem(f"{path}.factors", "unused_setting", _("round robin gives everyone the same turn"))
    trial = pool.get("probation")
    if trial is not None and not {"open", "week"} & set(trial):
        words = _("probation limits open leads (open) or a week (week)")
        yield Problem(f"{path}.probation", "required", words)


def _fallback(key: str, pools: Mapping[str, Document]) -> Iterator[Problem]:
    path, seen, at = f"pools.{key}.fallback", [key], pools[key].get("fallback")
    if at is not None and at not in pools:
        yield Problem(path, "unknown_pool", _("there is no pool called “%(pool)s”"), values={"pool": at})
    while at is not None and at in pools:
        if at in seen:
            way = " → ".join([*seen, at])
            yield Problem(path, "circular", _("fallback pools form a loop: %(way)s"), values={"way": way})
            return
        seen.append(at)
        at = pools[at].get("fallback")


def _terms(document: Document) -> Iterator[Problem]:
    wrong = list(_durations(document))
    yield from wrong
    places = [("sla", document.get("sla", {}))]
    places += [(f"rules.{n}.sla", rule.get("sla", {})) for n, rule in enumerate(document["rules"])]
    places += [(f"pools.{key}.sla", pool.get("sla", {})) for key, pool in document["pools"].items()]
    for path, terms in [] if wrong else places:
        merged = {**document.get("sla", {}), **terms}
        if terms and _seconds(merged, "warn_after") >= _seconds(merged, "revoke_after"):
            words = _("the warning does not come before the revocation")
            yield Problem(f"{path}.warn_after", "out_of_range", words, "warning")


def _seconds(terms: Document, name: str) -> int:
    return parse_duration(terms[name]) if name in terms else int(getattr(SlaTerms(), name))


def _durations(document: Document) -> Iterator[Problem]:
    """Lengths of time that are too long, or none, wherever they stand."""
    yield from _durations_in(settings_of(Policy), document, "")
    for number, rule in enumerate(document["rules"]):
        yield from _durations_in(settings_of(Rule), rule, f"rules.{number}.")
    for key, pool in document["pools"].items():
        yield from _durations_in(pool_settings(), pool, f"pools.{key}.")


def _durations_in(settings: Iterable[Setting], part: Document, path: str) -> Iterator[Problem]:
    for each in settings:
        given = part.get(each.name)
        if isinstance(each.kind, Part) and given:
            yield from _durations_in(settings_of(each.kind.of), given, f"{path}{each.name}.")
        elif isinstance(each.kind, Duration) and given is not None:
            try:
                parse_duration(given)
            except ValueError:
                words = _("“%(text)s” is not a duration such as 90s, 15m, 4h or 2d, of ten years at most")
                yield Problem(f"{path}{each.name}", "out_of_range", words, values={"text": given})
