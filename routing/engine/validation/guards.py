"""Problems of a pool's monopoly guard that lie in the document itself: window, sums, minimum above cap."""

from collections.abc import Iterator, Mapping
from typing import Any

from routing.engine.guard import CAPS, FLOORS
from routing.engine.methods import METHODS
from routing.engine.model.setting import _
from routing.engine.problems import Problem, Said

Document = Mapping[str, Any]


def guard_problems(pool: Document, path: str) -> Iterator[Problem]:
    """Every problem of a pool's guard; nothing where it has none."""
    guard, at = pool.get("guard"), f"{path}.guard"
    if guard is None:
        return
    method = METHODS[pool["method"]]
    if method.many or method.by_hand:
        words = _(
            "the method “%(method)s” does not choose one partner by itself, so a guard has nothing to hold"
        )
        yield Problem(at, "unused_setting", words, values={"method": Said(method.title)})
    if ("leads" in guard) == ("days" in guard):
        yield Problem(f"{at}.leads", "required", _("give the window in leads or in days, one of both"))
    if not any(guard.get(name) for name in (*CAPS, *FLOORS)):
        yield Problem(f"{at}.most", "required", _("give at least one cap or minimum"))
    yield from _sums(guard, at)
    yield from _floors_above_caps(guard, at)
    if "leads" in guard:
        yield from _too_small(guard, at)


def _sums(guard: Document, at: str) -> Iterator[Problem]:
    for name in ("tiers_least", "partners_least"):
        total = sum(guard.get(name, {}).values())
        if total > 100:
            words = _("these minimums add up to %(total)g %%, more than all leads")
            yield Problem(f"{at}.{name}", "out_of_range", words, values={"total": total})
    total = sum(sum(guard.get(name, {}).values()) for name in ("tiers_least", "partners_least"))
    total += guard.get("newcomers_least", 0)
    if total > 100:
        words = _("all minimums together come to %(total)g %%: unless they overlap, some will be late")
        yield Problem(f"{at}.newcomers_least", "minimums_above_all", words, "warning", {"total": total})


def _floors_above_caps(guard: Document, at: str) -> Iterator[Problem]:
    words = _("the minimum is above the cap")
    for name in ("least", "newcomers_least"):
        cap = guard.get(name.replace("least", "most"))
        if cap is not None and guard.get(name, 0) > cap:
            yield Problem(f"{at}.{name}", "out_of_range", words)
    for name in ("tiers_least", "partners_least"):
        caps = guard.get(name.replace("least", "most"), {})
        every = guard.get("most") if name == "partners_least" else None
        for who, least in guard.get(name, {}).items():
            cap = caps.get(who, every)
            if cap is not None and least > cap:
                yield Problem(f"{at}.{name}.{who}", "out_of_range", words)


def _too_small(guard: Document, at: str) -> Iterator[Problem]:
    """Percentages that come to less than one lead of the window."""
    for name in (*CAPS, *FLOORS):
        given = guard.get(name)
        for percent in given.values() if isinstance(given, dict) else [given]:
            if percent is not None and percent * guard["leads"] < 100:
                words = (
                    _("%(percent)g %% of %(leads)s leads is less than one lead; one is allowed all the same")
                    if name in CAPS
                    else _("%(percent)g %% of %(leads)s leads is less than one lead, so it is never due")
                )
                values = {"percent": percent, "leads": guard["leads"]}
                yield Problem(f"{at}.{name}", "window_too_small", words, "warning", values)
                break
