"""What a query may say of how posted leads are read."""

from prm.platform.api.calls import Call
from prm.platform.api.inputs import Input, QueryFlag


class ReadingQuery(Input):
    """How strictly."""

    strict = QueryFlag(
        required=False,
        help_text="true: refuse a lead if any field cannot be read. Left out: as your settings say.",
    )


def strictness(view: Call) -> bool:
    """Whether leads with a field that cannot be read are refused: as the query says, else the vendor."""
    asked: bool | None = view.asked(str(view.request.method).lower()).get("strict")
    return view.caller.vendor.refuses_unreadable_leads if asked is None else asked
