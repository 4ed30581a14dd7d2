"""What makes a lead qualified: the criteria with their points, and what is routed."""

from typing import Any

from rest_framework import serializers

from leads.intake.criteria import CRITERIA
from leads.intake.qualify import Qualification, Weight
from leads.selectors.qualification import qualification
from leads.services.save_qualification import MOST_POINTS, save_qualification
from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input
from prm.platform.api.item import Changes, Reads

CODES = tuple(CRITERIA)


class CriterionInput(Input):
    """One criterion. Criteria that are left out give no points."""

    code = serializers.ChoiceField(choices=[(code, code) for code in CODES])
    points = serializers.IntegerField(min_value=0, max_value=MOST_POINTS, required=False, default=0)
    needed = serializers.BooleanField(
        required=False, default=False, help_text="No lead is sales qualified without it."
    )
    figure = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, allow_null=True, default=None,
        help_text="The value to compare with: an amount, a number of employees, or months.",
    )  # fmt: skip


class QualificationInput(Input):
    """What to change. A list of criteria replaces the whole list."""

    criteria = CriterionInput(many=True, required=False)
    mql_at = serializers.IntegerField(min_value=0, max_value=32_767, required=False)
    sql_at = serializers.IntegerField(min_value=0, max_value=32_767, required=False)
    routes_only_sql = serializers.BooleanField(
        required=False,
        help_text="true: leads that are not sales qualified are nurtured until a correction qualifies them.",
    )


class CriterionOut(serializers.Serializer[Any]):
    """One criterion and what it is worth."""

    code = serializers.ChoiceField(choices=[(code, code) for code in CODES])
    name = serializers.CharField()
    points = serializers.IntegerField()
    needed = serializers.BooleanField()
    figure = serializers.IntegerField(allow_null=True)


class QualificationOut(serializers.Serializer[Any]):
    """The criteria and thresholds for qualified leads."""

    criteria = CriterionOut(many=True)
    mql_at = serializers.IntegerField(help_text="Points of a marketing qualified lead.")
    sql_at = serializers.IntegerField(help_text="Points of a sales qualified lead.")
    routes_only_sql = serializers.BooleanField()


class QualificationView(Reads, Changes):
    """The vendor's criteria."""

    examples = {
        "Budget counts most": {
            "criteria": [
                {"code": "budget_confirmed", "points": 40, "needed": True},
                {"code": "authority", "points": 30},
            ],
            "mql_at": 40,
            "sql_at": 60,
        }
    }
    name = "qualification"
    tag = "Leads"
    audited = Audited("leads.qualificationrules")
    takes = QualificationInput
    gives = QualificationOut

    def find(self) -> Qualification:
        """Read the qualification criteria."""
        return qualification()

    def change(self) -> Qualification:
        """Change the qualification criteria.

        Leads that no partner has are scored again, and routed if they qualify now.
        """
        given = _changed(qualification(), self.given)
        save_qualification(given=given, actor=self.caller.actor)
        return given

    def show(self, found: Qualification) -> Any:
        return _shown(found)


def _changed(now: Qualification, given: dict[str, Any]) -> Qualification:
    weights = now.weights
    if "criteria" in given:
        rows = [dict(row) for row in given["criteria"]]
        given_weights = {row.pop("code"): Weight(**row) for row in rows}
        weights = {code: given_weights[code] for code in CRITERIA if code in given_weights}
    return Qualification(
        weights,
        given.get("mql_at", now.mql_at),
        given.get("sql_at", now.sql_at),
        given.get("routes_only_sql", now.routes_only_sql),
    )


def _shown(by: Qualification) -> dict[str, Any]:
    criteria = [
        {
            "code": code,
            "name": str(CRITERIA[code].name),
            "points": weight.points,
            "needed": weight.needed,
            "figure": weight.figure if weight.figure is not None else CRITERIA[code].figure,
        }
        for code, weight in by.weights.items()
    ]
    return {
        "criteria": criteria,
        "mql_at": by.mql_at,
        "sql_at": by.sql_at,
        "routes_only_sql": by.routes_only_sql,
    }
