"""Asking about many leads at the same time, each until it has to be routed."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from asgiref.sync import async_to_sync

from leads.enrichment.asked.ask import Answer, Question, ask
from leads.enrichment.asked.memory import kept_answer
from prm.platform.outbox.send_webhooks import Connections, connections

AT_ONCE: Final = 20


@dataclass(frozen=True)
class Asked:
    """A lead, whom to ask about it in the order that counts, and for how many seconds."""

    lead_id: UUID
    questions: Sequence[Question]
    seconds: float


def answers_to(asked: Sequence[Asked], *, fresh: bool = False) -> Mapping[UUID, list[Answer]]:
    """Ask all at the same time; the same question once, and with `fresh` whatever is kept.

    Call outside any transaction.
    """
    return async_to_sync(_answers_to)(asked, fresh)


async def _answers_to(asked: Sequence[Asked], fresh: bool) -> Mapping[UUID, list[Answer]]:
    async with connections(AT_ONCE) as pool:
        seconds = {question: one.seconds for one in reversed(asked) for question in one.questions}
        calls = (_answer(pool, question, most, fresh) for question, most in seconds.items())
        came = await asyncio.gather(*calls)
    by_question = dict(zip(seconds, came, strict=True))
    return {one.lead_id: [by_question[question] for question in one.questions] for one in asked}


async def _answer(pool: Connections, question: Question, seconds: float, fresh: bool) -> Answer:
    kept = None if fresh else kept_answer(question.source, question.url)
    if kept is not None:
        return Answer(question, kept, is_kept=True)
    return await ask(pool, question, seconds)
