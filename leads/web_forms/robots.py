"""Whether a post is a person's: a field that nobody sees, time to type, proof of work, and how often.

A post without proof of work (no JavaScript) has to come more slowly: `SLOW` instead of `QUICK` from one
address, `UNPROVED` from all addresses together.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from leads.web_forms.models import PostOutcome, WebForm
from leads.web_forms.post import Post
from leads.web_forms.proof import wrong_proof
from leads.web_forms.token import shown_at
from prm.platform import clock
from prm.platform.throttle import seconds_to_wait

LEAST_TIME: Final = timedelta(seconds=2)
TEN_MINUTES: Final = 600
HOUR: Final = 3600
QUICK, SLOW, UNPROVED = 30, 6, 60


@dataclass(frozen=True)
class Doubt:
    """Why a post is not taken; `wait_seconds` after which it may be sent again."""

    outcome: PostOutcome
    wait_seconds: int = 0


def too_many(form: WebForm, address: str) -> Doubt | None:
    """Count one more post of this form: from this address, and in all."""
    wait = seconds_to_wait(f"form:{form.id}:{address}", quota=QUICK, window_seconds=TEN_MINUTES)
    wait = wait or seconds_to_wait(f"form:{form.id}", quota=form.most_per_hour, window_seconds=HOUR)
    return Doubt(PostOutcome.RATE, wait) if wait else None


def doubt_about(form: WebForm, post: Post, address: str) -> Doubt | None:
    """What speaks against a person; None if nothing does. Tokens that are missing count as too old."""
    if post.trap.strip():
        return Doubt(PostOutcome.HONEYPOT)
    shown = shown_at(post.token, form.public_id)
    if shown is None:
        return Doubt(PostOutcome.STALE)
    if clock.now() - shown < LEAST_TIME:
        return Doubt(PostOutcome.TOO_FAST)
    if post.proof:
        wrong = wrong_proof(post.proof, form.public_id)
        return Doubt(wrong) if wrong else None
    return _without_proof(form, address)


def _without_proof(form: WebForm, address: str) -> Doubt | None:
    wait = seconds_to_wait(f"form-slow:{form.id}:{address}", quota=SLOW, window_seconds=TEN_MINUTES)
    wait = wait or seconds_to_wait(f"form-slow:{form.id}", quota=UNPROVED, window_seconds=HOUR)
    return Doubt(PostOutcome.RATE, wait) if wait else None
