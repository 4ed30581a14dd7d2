"""The vendor says what makes a lead qualified."""

from dataclasses import asdict
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leads.intake.criteria import CRITERIA
from leads.intake.qualify import Qualification
from leads.models import Lead, LeadState, QualificationRules
from leads.services.set_stage import JUDGED, judge, move_by_stage, tell_moved
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.tenants.scope import current_vendor_id

MOST_POINTS: Final = 1_000
WAITING: Final = (LeadState.NEW, LeadState.REVIEW, LeadState.NURTURE)
AT_ONCE: Final = 500


@transaction.atomic
def save_qualification(*, given: Qualification, actor: Actor) -> int:
    """Keep the criteria, and judge leads that no partner has by them; how many of these changed.

    Leads that become sales qualified wait for routing. Raises InvalidInput naming what is wrong.
    """
    _check(given)
    columns = {
        "weights": {code: asdict(weight) for code, weight in given.weights.items()},
        "mql_at": given.mql_at,
        "sql_at": given.sql_at,
        "routes_only_sql": given.routes_only_sql,
        "changed_at": clock.now(),
    }
    QualificationRules.objects.update_or_create(vendor_id=current_vendor_id(), defaults=columns)
    return _judge_waiting(given, actor)


def _judge_waiting(given: Qualification, actor: Actor) -> int:
    """Judge leads in the order in which they are locked everywhere."""
    waiting = Lead.objects.filter(state__in=WAITING).order_by("id").values_list("id", flat=True)
    ids, changed = list(waiting), 0
    for start in range(0, len(ids), AT_ONCE):
        leads = Lead.objects.select_for_update(no_key=True).filter(
            id__in=ids[start : start + AT_ONCE], state__in=WAITING
        )
        changed += _judge(list(leads.order_by("id")), given, actor)
    return changed


def _judge(leads: list[Lead], given: Qualification, actor: Actor) -> int:
    judged = [lead for lead in leads if judge(lead, given)]
    fields = ("stage", "score_points")
    moved = [
        (lead, event)
        for lead in leads
        if (event := move_by_stage(lead, given, fields if lead in judged else ()))
    ]
    touched = {lead.id: lead for lead in (*judged, *(lead for lead, _event in moved))}
    Lead.objects.bulk_update(touched.values(), JUDGED)
    tell_moved(moved, actor)
    return len(touched)


def _check(given: Qualification) -> None:
    errors = [
        FieldError(f"criteria.{code}", "unknown", _("There is no such criterion."))
        for code in given.weights
        if code not in CRITERIA
    ]
    if not 0 <= given.mql_at <= given.sql_at:
        words = _("A sales qualified lead needs at least as many points as a marketing qualified one.")
        errors.append(FieldError("sql_at", "out_of_range", words))
    reachable = sum(max(weight.points, 0) for weight in given.weights.values())
    if given.sql_at > reachable:
        words = _("No lead can reach this: all criteria together give only %(most)d points.") % {
            "most": reachable
        }
        errors.append(FieldError("sql_at", "out_of_range", words))
    if errors:
        raise InvalidInput(errors)
