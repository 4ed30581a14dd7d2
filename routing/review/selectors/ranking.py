"""Who comes first for a lead in review: the engine's order, in which leads given by hand count as turns."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count

from prm.platform import clock
from routing.engine import LEAD, Decision
from routing.models import Offer

LATELY: Final = timedelta(days=7)


def ranked_ids(decision: Decision, best: Sequence[str]) -> list[str]:
    """The partners that could have the lead, whom to offer it to first; `best`: whom the engine would choose.

    The engine's order is by what each is owed, in leads. A choice by hand moves no credit, so one partner
    would come first for every lead that waits: here each lead given by hand in the last seven days counts as
    a turn. One query.
    """
    claims = _claims(decision)
    if best:
        claims[best[0]] = max(claims.values(), default=0.0)
    by_claim = sorted(claims, key=lambda id_: -claims[id_])
    order = {id_: place for place, id_ in enumerate(dict.fromkeys([*best, *by_claim]))}
    lately = given_by_hand(order)
    return sorted(order, key=lambda id_: (lately.get(id_, 0) - claims.get(id_, 0.0), order[id_]))


def given_by_hand(partner_ids: Collection[str]) -> Mapping[str, int]:
    """How many leads each of these partners was offered by hand in the last seven days."""
    rows: Any = (
        Offer.objects.filter(is_manual=True, offered_at__gte=clock.now() - LATELY)
        .filter(partner_id__in=[UUID(id_) for id_ in partner_ids])
        .order_by()
        .values_list("partner_id")
        .annotate(number=Count("id"))
    )
    return {str(id_): number for id_, number in rows}


def _claims(decision: Decision) -> dict[str, float]:
    """What each contender is owed with its part of this lead, in leads, by id."""
    contest, before = decision.contest, decision.credit_before
    if contest is None or before is None:
        return {}
    ids = decision.partner_table.ids
    owed = (before + contest.pay) / LEAD
    return {ids[place]: claim for place, claim in zip(contest.eligible.tolist(), owed.tolist(), strict=True)}
