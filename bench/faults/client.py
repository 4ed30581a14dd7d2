"""A client as it should be: each lead with a key, repeated until it is answered, every answer noted."""

import itertools
import json
import random
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Final

CLIENTS: Final = 4
PAUSE: Final = 0.05
SETTLE: Final = 60.0
"""How long a client goes on repeating, and how long the stack may take to be done, in seconds."""


@dataclass
class Journal:
    """What the client sent, and what it was answered."""

    sent: int = 0
    answered: dict[int, str] = field(default_factory=dict)
    answered_at: list[float] = field(default_factory=list)

    def silence(self) -> float:
        """The longest time between two answers."""
        ordered = sorted(self.answered_at)
        return max((after - before for before, after in itertools.pairwise(ordered)), default=0.0)


def post(url: str, key: str, number: int) -> str | None:
    """Post one lead; its id, or None where there was no answer or not yet."""
    from bench.programme import lead_body  # noqa: PLC0415

    request = urllib.request.Request(
        f"{url}/api/v1/leads/",
        json.dumps(lead_body(number, random.Random(number))).encode(),
        {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"lead-{number}",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return str(json.load(answer)["id"])
    except (urllib.error.HTTPError, OSError, ValueError):
        return None


def run_client(url: str, key: str, seconds: float, journal: Journal) -> list[threading.Thread]:
    """Some threads that post until the time is over, and then repeat until all is answered."""
    numbers, lock, end = itertools.count(), threading.Lock(), time.monotonic() + seconds

    def work() -> None:
        while time.monotonic() < end:
            with lock:
                number = next(numbers)
                journal.sent += 1
            give_up = time.monotonic() + seconds + SETTLE
            while time.monotonic() < give_up:
                if lead_id := post(url, key, number):
                    with lock:
                        journal.answered[number] = lead_id
                        journal.answered_at.append(time.monotonic())
                    break
                time.sleep(0.2)
            time.sleep(PAUSE)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    return threads
