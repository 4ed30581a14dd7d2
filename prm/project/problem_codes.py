"""Every `code` that a problem of the API can carry: its status, and what to do about it.

`docs/api.md` lists the same; `tests/api/test_problem_codes.py` holds the two, and the code, together.
"""

from typing import Any, Final

# Any call.
SHARED: Final[dict[str, tuple[int, str]]] = {
    "invalid": (400, "Mend the fields that `errors` names."),
    "malformed": (400, "The body is not what its `Content-Type` says. Mend its syntax."),
    "invalid_type": (400, "Send JSON of the documented kind."),
    "not_authenticated": (401, "Send `Authorization: Bearer` with a key."),
    "wrong_key": (401, "The key is wrong or revoked. Use another."),
    "not_allowed": (403, "This key may not do that."),
    "scope_needed": (403, "Give the key the scope that is named, or use another key."),
    "vendor_key_needed": (403, "Use the vendor’s key."),
    "partner_key_needed": (403, "Use the partner’s key."),
    "suspended": (403, "The vendor is suspended. Ask whoever runs the server."),
    "not_found": (404, "There is no such object, or it is someone else’s. Paths end in a slash."),
    "method_not_allowed": (405, "Use a method that this path has."),
    "exists": (409, "Another request has just made the same. Read it."),
    "still_running": (
        409,
        "The first request with this `Idempotency-Key` still runs. Wait a moment.",
    ),
    "length_required": (411, "Send a `Content-Length`."),
    "stale": (412, "It has changed. Read it again, and send the new `ETag`."),
    "too_large": (413, "Send less at once."),
    "unsupported_media_type": (415, "Send `application/json`, or what the call documents."),
    "idempotency_key_reused": (422, "Use a new `Idempotency-Key` for another request."),
    "too_many_requests": (429, "Wait as many seconds as `Retry-After` says."),
    "fault": (500, "A fault of ours; nothing has changed. Send it again later."),
    "busy": (503, "Send it again after `Retry-After`."),
    "unavailable": (503, "The database does not answer. Send it again after `Retry-After`."),
}

# What can no longer be done, or not yet: nothing has changed.
STATES: Final[dict[str, tuple[int, str]]] = {
    "not_possible": (409, "The object is in another state. Read it."),
    "already_decided": (409, "The deal or request was decided already."),
    "already_offered": (409, "The lead is offered to a partner. Take that offer back first."),
    "already_published": (409, "This agreement is published. Make a new version."),
    "asked_before": (409, "More time was asked for already."),
    "at_capacity": (409, "The partner has as many leads as it may have."),
    "changed_meanwhile": (409, "Somebody changed it meanwhile. Read it again."),
    "conflict": (409, "Another partner has a protected claim on this account."),
    "deadline_passed": (409, "The time to answer is over."),
    "ended": (409, "The simulation has ended."),
    "erased": (409, "The lead is erased; its messages are gone."),
    "in_use": (409, "Partners or products use the entry. Change them first."),
    "inactive": (409, "The partner gets no leads now."),
    "lead_closed": (409, "The lead is erased or a duplicate."),
    "needs_submission": (409, "Submit the policy first; a second person publishes it."),
    "needs_second_person": (403, "Somebody else than the author has to publish this policy."),
    "no_holder": (409, "Several partners are invited. Write once one of them has accepted."),
    "no_leads": (409, "No lead came in during the time of the simulation."),
    "no_partner": (409, "No partner is known for that value."),
    "no_policy": (409, "Publish a policy first."),
    "no_tiers": (409, "Name the tiers first."),
    "not_a_draft": (409, "Only drafts can be changed or published."),
    "not_accepted": (409, "The lead is not accepted."),
    "not_merged": (409, "The lead is not merged into another."),
    "not_offered": (409, "The offer was answered or taken back."),
    "not_retired": (409, "Only a version that was in force can come back."),
    "not_waiting": (409, "The lead does not wait for routing."),
    "nothing_to_copy": (409, "There is no version to copy."),
    "offer_ended": (409, "The offer has ended. Nobody reads messages about it."),
    "registered_already": (409, "This partner has registered the account."),
    "resolved": (409, "The conflict was resolved already."),
    "separated_already": (409, "The post was separated already."),
    "taken": (409, "Another partner, or a colleague, was first."),
}
CODES: Final = SHARED | STATES


def name_codes(result: dict[str, Any], generator: Any = None, **_: Any) -> dict[str, Any]:
    """A post-processing hook of drf-spectacular: the schema says what `code` can be."""
    lines = [f"- `{code}` ({status}): {words}" for code, (status, words) in CODES.items()]
    code = result["components"]["schemas"]["Problem"]["properties"]["code"]
    result["components"]["schemas"]["Problem"]["properties"]["code"] = {
        **code,
        "description": "\n".join(["For programs; more may come.", "", *lines]),
    }
    return result


def table() -> str:
    """The codes as they stand in the documentation."""
    rows = [f"| `{code}` | {status} | {words} |" for code, (status, words) in CODES.items()]
    return "\n".join(["| code | status | what to do |", "|---|---|---|", *rows])
