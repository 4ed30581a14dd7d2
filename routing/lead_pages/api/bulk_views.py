"""Many leads in one call."""

import json
from typing import Any

from rest_framework import serializers

from leads.api.lead_input import EXAMPLE, LeadInput
from leads.selectors.unread import warnings_of
from leads.services.receive_leads import Received, receive_leads
from prm.platform.api.action import Acts
from prm.platform.api.inputs import QueryFlag
from prm.platform.api.problem_serializers import ProblemError
from prm.platform.api.problems import as_json
from prm.platform.api.row_parsers import ROW_PARSERS, NdjsonParser, require_rows
from routing.lead_pages.api.lead_output import WarningOut
from routing.lead_pages.api.lead_query import ReadingQuery, strictness

MOST_ROWS = 10_000
SECOND = {
    "external_id": "mkt-1002",
    "email": "lee@example.com",
    "company": "Example Foundry",
    "country": "DE",
}


class BulkQuery(ReadingQuery):
    """How the rows are taken."""

    all_or_nothing = QueryFlag(
        required=False,
        help_text="true: one bad row refuses all; the 400 names rows and fields, as in `3.email`.",
    )


class BulkRowOut(serializers.Serializer[Any]):
    """What became of one row: an `id`, with `warnings` if fields were left empty, or `errors`."""

    index = serializers.IntegerField(help_text="The row's place in the array, from 0.")
    status = serializers.IntegerField(help_text="201: stored. 200: the lead is there already. 400: refused.")
    id = serializers.UUIDField(required=False)
    duplicate = serializers.BooleanField(required=False, help_text="Whether the lead was there already.")
    warnings = WarningOut(many=True, required=False)
    errors = ProblemError(many=True, required=False)  # type: ignore[assignment]


class BulkOut(serializers.Serializer[Any]):
    """What became of each row, in the order sent."""

    results = BulkRowOut(many=True)


class BulkLeadsView(Acts):
    """Many leads at once."""

    name = "lead_create_bulk"
    tag = "Leads"
    parser_classes = ROW_PARSERS
    query = {"post": BulkQuery}
    gives = BulkOut
    examples = {"Two leads": [EXAMPLE, SECOND]}
    examples_as = {NdjsonParser.media_type: {"Two leads": "\n".join(map(json.dumps, (EXAMPLE, SECOND)))}}
    documented = {
        "post": {
            "request": {"application/json": LeadInput(many=True), NdjsonParser.media_type: LeadInput},
        }
    }

    def body(self) -> Any:
        return require_rows(self.request.data, MOST_ROWS)

    def act(self) -> list[Received]:
        """Post up to 10,000 leads.

        An array, or as `application/x-ndjson` one object on each line; up to 40 MB. One bad row harms
        no other: each has its own status, warnings and errors. Rows about one person, or with one
        `external_id`, make one lead. With `?all_or_nothing=true` a bad row refuses all.
        """
        return receive_leads(
            rows=self.given,
            actor=self.caller.actor,
            strict=strictness(self),
            all_or_nothing=self.asked("post").get("all_or_nothing", False),
        )

    def show(self, found: list[Received]) -> Any:
        return {"results": [_row_out(index, row) for index, row in enumerate(found)]}


def _row_out(index: int, row: Received) -> dict[str, Any]:
    if row.lead is None:
        return {"index": index, "status": 400, "errors": [as_json(error) for error in row.errors]}
    warnings = [] if row.is_duplicate else [as_json(warning) for warning in warnings_of(row.lead)]
    status = 200 if row.is_duplicate else 201
    stored = {"index": index, "status": status, "id": row.lead.id, "duplicate": row.is_duplicate}
    return stored | {"warnings": warnings} if warnings else stored
