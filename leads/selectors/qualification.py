"""What makes a lead qualified for the vendor in scope, and how a lead's points add up."""

from dataclasses import dataclass

from django.utils.functional import Promise

from leads.intake.criteria import CRITERIA
from leads.intake.qualify import DEFAULT, Qualification, Weight
from leads.models import Lead, QualificationRules
from prm.platform.tenants.kept import kept


@dataclass(frozen=True)
class Line:
    """One criterion: what it is worth, and whether the lead meets it."""

    code: str
    name: Promise
    figure: int | None
    unit: Promise | str
    points: int
    needed: bool
    is_met: bool


@kept
def qualification() -> Qualification:
    """The vendor's criteria, or the defaults. One query."""
    row = QualificationRules.objects.first()
    if row is None:
        return DEFAULT
    known = {code: Weight(**row.weights[code]) for code in CRITERIA if code in row.weights}
    return Qualification(known, row.mql_at, row.sql_at, row.routes_only_sql)


def score_lines(lead: Lead, by: Qualification) -> list[Line]:
    """Every criterion that counts, as the lead was judged when it last changed."""
    return [
        Line(
            code=code,
            name=CRITERIA[code].name,
            figure=weight.figure if weight.figure is not None else CRITERIA[code].figure,
            unit=CRITERIA[code].unit,
            points=lead.score_points.get(code, weight.points),
            needed=weight.needed,
            is_met=code in lead.score_points,
        )
        for code, weight in by.weights.items()
    ]
