"""The posted fields of leads and deals, by name."""

from collections.abc import Mapping
from typing import Final

from leads.fields.about import CONTACT, Engine, Partner, Posted, posted_fields
from leads.fields.lead import LeadFields
from leads.fields.readers import day, one_line, several_lines

LEAD: Final[Mapping[str, Posted]] = posted_fields(LeadFields)
LABELS: Final = {column.name: column.verbose_name for column in LeadFields._meta.fields}
LEAD_FIELDS: Final = tuple(LEAD)
PERSONAL: Final = tuple(name for name, field in LEAD.items() if field.use.personal)
IDENTIFYING: Final = tuple(name for name, field in LEAD.items() if field.identifies)
READ_ONLY: Final = frozenset((
    "id", "state", "stage", "score", "score_points", "review_reason", "received_at", "offered_at",
    "accepted_at", "closed_at", "changed_at", "duplicate_of", "duplicate", "warnings", "offer", "decision_id",
))  # fmt: skip
"""What the API says of a lead and nobody can set: sent back, it is no custom field."""

_OF_THE_LEAD = (
    "external_id", "company", "website", "country", "products", "estimated_value", "currency",
)  # fmt: skip
DEAL: Final[Mapping[str, Posted]] = {name: LEAD[name] for name in _OF_THE_LEAD} | {
    "contact_name": Posted(kind="text", read=one_line(200), absent="", most=200, use=CONTACT),
    "contact_email": LEAD["email"],
    "contact_phone": LEAD["phone"],
    "closes_on": Posted(
        kind="day", read=day, absent=None, most=0, use=CONTACT, help="The day on which the deal should close."
    ),
    "notes": Posted(kind="text", read=several_lines(5000), absent="", most=5000, use=CONTACT),
}
"""What a partner says of the company that it claims; it reads as a lead's fields do."""
ACCOUNT: Final = {name: LEAD[name] for name in ("company", "website", "email", "country")}
"""What names a company."""


def seen_before(partner: Partner) -> tuple[str, ...]:
    """The fields that a partner sees so before it accepts."""
    return tuple(name for name, field in LEAD.items() if field.use.partner is partner)


def known_to_engine(*how: Engine) -> tuple[str, ...]:
    """The fields that routing knows in one of these ways."""
    return tuple(name for name, field in LEAD.items() if field.use.engine in how)
