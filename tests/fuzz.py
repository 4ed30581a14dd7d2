"""Requests that the API's own schema allows, and some that it does not: none is answered by an error of ours.

`make fuzz MINUTES=10` starts a stack of its own on loopback and fuzzes it for so long.
"""

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

import httpx
import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.stack.demo import running_demo

CHECKS: Final = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
TOO_LONG: Final = 414
ADDRESS: Final = re.compile(r"(https?://)[^/]*", re.IGNORECASE)


@dataclass
class Result:
    """What was asked and answered: statuses by operation, and each failure in words."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return sum(sum(counted.values()) for counted in self.statuses.values())


def fuzz(
    schema: Any,
    key: str,
    *,
    examples: int,
    seed_of_run: int,
    result: Result,
    only: Collection[str] = (),
    until: float = float("inf"),
    mode: GenerationMode = GenerationMode.POSITIVE,
) -> None:
    """Try each operation with so many requests, with an API key. `only` names paths; `until` is monotonic.

    `mode` says whether the requests are as the schema allows, or break it.
    """
    for operation in _operations(schema):
        if monotonic() > until:
            return
        if not only or operation.path in only:
            _try(operation.as_strategy(mode), operation.label, key, examples, seed_of_run, result)


def _operations(schema: Any) -> Iterator[Any]:
    for found in schema.get_all_operations():
        yield found.ok()


def _try(cases: Any, label: str, key: str, examples: int, seed_of_run: int, result: Result) -> None:
    statuses = result.statuses.setdefault(label, Counter())

    @seed(seed_of_run)
    @hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def run(case: Any) -> None:
        case.body = _at_home(case.body)
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        statuses[response.status_code] += 1
        if response.status_code == TOO_LONG:
            return  # The web server's own answer to an address of over 4,000 characters.
        case.validate_response(response, checks=list(CHECKS))

    try:
        run()
    except Unsatisfiable:
        return  # Nothing about this operation can be sent wrongly.
    except (FailureGroup, AssertionError, ExceptionGroup) as failed:
        result.failures[label] = _words(failed)


def _at_home(body: Any) -> Any:
    """The same body with web addresses of this machine only, so that nothing is sent to strangers."""
    if isinstance(body, dict):
        return {name: _at_home(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_at_home(value) for value in body]
    if isinstance(body, str):
        return ADDRESS.sub(r"\1127.0.0.1:9", body)
    return body


def _words(failed: BaseException) -> str:
    parts = getattr(failed, "exceptions", None) or [failed]
    return "\n".join(f"{type(part).__name__}: {part}" for part in parts)


def main(minutes: float) -> int:
    """Fuzz a stack of our own for so many minutes; 1 if anything failed."""
    load_all_checks()
    with running_demo(PRM_API_REQUESTS_PER_MINUTE="0", PRM_LOG_LEVEL="ERROR") as told:
        schema = schemathesis.openapi.from_url(f"{told['url']}/api/v1/schema/?format=json")
        key = told["vendors"][0]["api_key"]
        result, until, rounds = Result(), monotonic() + minutes * 60, 0
        while monotonic() < until:
            used = key if rounds % 3 else _partner_key(told["url"], key)
            mode = GenerationMode.NEGATIVE if rounds % 2 else GenerationMode.POSITIVE
            fuzz(schema, used, examples=5, seed_of_run=rounds, result=result, until=until, mode=mode)
            rounds += 1
            print(f"round {rounds}: {result.requests} requests, {len(result.failures)} failures", flush=True)
    return _report(result)


def _partner_key(url: str, key: str) -> str:
    """A new key of one of the demo's partners."""
    with httpx.Client(base_url=f"{url}/api/v1/", headers={"Authorization": f"Bearer {key}"}) as client:
        partner = client.get("partners/?status=active").raise_for_status().json()["results"][0]
        made = client.post(f"partners/{partner['id']}/keys/", json={"name": "Fuzz"}).raise_for_status()
    return str(made.json()["key"])


def _report(result: Result) -> int:
    for label, counted in sorted(result.statuses.items()):
        print(f"{label:70} {dict(sorted(counted.items()))}")
    for label, words in result.failures.items():
        print(f"\n{label}\n{words}")
    return 1 if result.failures else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10))
