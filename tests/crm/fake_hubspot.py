"""A small HubSpot: as much of its documented CRM API as the adapter speaks, and as strict."""

from datetime import UTC, datetime
from typing import Any

from tests.crm.fake_server import FakeCrm, Reply, now

CONTACT_FIELDS = {
    "firstname", "lastname", "email", "phone", "jobtitle", "company", "website", "city", "zip",
    "hs_lead_status", "prm_lead_id", "prm_partner", "prm_partner_account", "prm_locked",
    "hs_merged_object_ids", "lastmodifieddate",
}  # fmt: skip
CONTACTS = "/crm/v3/objects/contacts"


class FakeHubSpot(FakeCrm):
    """Contacts, deals and companies by ID: {id, properties, archived}; deals name their contacts."""

    def __init__(self) -> None:
        super().__init__()
        self.contacts: dict[str, dict[str, Any]] = {}
        self.deals: dict[str, dict[str, Any]] = {}
        self.companies: dict[str, dict[str, Any]] = {}
        self.refused: dict[str, str] = {}
        self.erased: list[str] = []

    def contact_of(self, lead_id: Any) -> dict[str, Any]:
        """The contact that was upserted for a lead."""
        return next(one for one in self.contacts.values() if one["properties"]["prm_lead_id"] == str(lead_id))

    def add_contact(self, **properties: str) -> str:
        remote_id = str(501 + len(self.contacts))
        self.contacts[remote_id] = {"id": remote_id, "properties": dict.fromkeys(CONTACT_FIELDS)}
        self.edit(remote_id, **properties)
        return remote_id

    def edit(self, remote_id: str, **changes: str) -> None:
        """Somebody changes a record in the CRM."""
        rows = self.contacts if remote_id in self.contacts else self.companies
        rows[remote_id]["properties"].update(changes, lastmodifieddate=_stamp(), hs_lastmodifieddate=_stamp())

    def add_deal(self, contact_id: str, **properties: str) -> None:
        remote_id = str(9001 + len(self.deals))
        known = {"hs_lastmodifieddate": _stamp(), "hs_is_closed": "true", **properties}
        self.deals[remote_id] = {"id": remote_id, "properties": known, "contacts": [contact_id]}

    def add_company(self, remote_id: str, **properties: str) -> None:
        self.companies[remote_id] = {"id": remote_id, "properties": {"type": "PARTNER", **properties}}
        self.edit(remote_id)

    def more_headers(self) -> dict[str, str]:
        return {"X-HubSpot-RateLimit-Daily": "250000", "X-HubSpot-RateLimit-Daily-Remaining": "249000"}

    def reply(self, method: str, path: str, query: dict[str, str], body: Any, token: str) -> Reply:
        if token != "token":
            return 401, _error("Authentication credentials not found", "INVALID_AUTHENTICATION")
        if path.startswith("/crm/v3/properties/"):
            names = (
                CONTACT_FIELDS if path.endswith("contacts") else {"name", "domain", "type", "partner_tier"}
            )
            return 200, {"results": [{"name": name} for name in names]}
        if method == "GET" and query.get("archived") == "true":
            kept = self.contacts if path == CONTACTS else self.companies
            rows = [one for one in kept.values() if one.get("archivedAt")]
            return 200, {"results": [{**one, "archived": True} for one in rows]}
        if path.endswith("/search"):
            return self._search(path.split("/")[-2], body)
        if path == f"{CONTACTS}/gdpr-delete":
            self.erased.append(body["objectId"])
            return (204, None) if self.contacts.pop(body["objectId"], None) else (404, _error("none", "NOT"))
        if path == "/crm/v4/associations/deals/contacts/batch/read":
            return 207 if len(body["inputs"]) > 1 else 200, {"results": self._associated(body["inputs"])}
        if path == f"{CONTACTS}/batch/read":
            return self._read(body)
        if path in (f"{CONTACTS}/batch/upsert", f"{CONTACTS}/batch/update"):
            return self._write(path.rsplit("/", 1)[1], body["inputs"])
        return 404, _error("resource not found", "OBJECT_NOT_FOUND")

    def _live(self, remote_id: str) -> dict[str, Any] | None:
        found = self.contacts.get(remote_id)
        return found if found and not found.get("archivedAt") else None

    def _read(self, body: Any) -> Reply:
        wanted, missing = [one["id"] for one in body["inputs"]], []
        if key := body.get("idProperty"):
            by_key = {one["properties"][key]: remote_id for remote_id, one in self.contacts.items()}
            wanted = [by_key.get(one, one) for one in wanted]
        rows = [one for remote_id in wanted if (one := self._live(remote_id))]
        missing = [remote_id for remote_id in wanted if not self._live(remote_id)]
        shown = [
            {"id": one["id"], "properties": {name: one["properties"].get(name) for name in body["properties"]}
             | {"lastmodifieddate": one["properties"]["lastmodifieddate"]}}
            for one in rows
        ]  # fmt: skip
        errors = [_error("not found", "OBJECT_NOT_FOUND", ids=missing)] if missing else []
        return 207 if errors else 200, {"status": "COMPLETE", "results": shown, "errors": errors}

    def _write(self, action: str, inputs: list[dict[str, Any]]) -> Reply:
        if len(inputs) > 100 or any(
            one.keys() - {"id", "idProperty", "objectWriteTraceId", "properties"} for one in inputs
        ):
            return 400, _error("Invalid input", "VALIDATION_ERROR")
        for one in inputs:
            known = self._known(action, one)
            email = one["properties"].get("email")
            same = [c for c in self.contacts.values() if email and c["properties"]["email"] == email]
            if action == "upsert" and known is None and same:
                # HubSpot refuses the whole batch for one contact that is there already.
                return 409, _error(f"Contact already exists. Existing ID: {same[0]['id']}", "CONFLICT")
            if unknown := set(one["properties"]) - CONTACT_FIELDS:
                words = f"Property values were not valid: {unknown} PROPERTY_DOESNT_EXIST"
                return 400, _error(words, "VALIDATION_ERROR")
        results, errors = [], []
        for one in inputs:
            trace = one["objectWriteTraceId"]
            if trace in self.refused:
                errors.append(_error(self.refused[trace], "VALIDATION_ERROR", objectWriteTraceId=[trace]))
                continue
            known = self._known(action, one)
            if known is None and action == "update":
                errors.append(_error("not found", "OBJECT_NOT_FOUND", ids=[one["id"]]))
                continue
            row = known or self.contacts[self.add_contact(prm_lead_id=one["id"])]
            assert all(isinstance(value, str) for value in one["properties"].values())
            self.edit(row["id"], **one["properties"])
            made = {"id": row["id"], "properties": {}, "objectWriteTraceId": trace, "new": known is None}
            results.append({**made, "updatedAt": row["properties"]["lastmodifieddate"]})
        answer = {"status": "COMPLETE", "results": results}
        return (207, {**answer, "numErrors": len(errors), "errors": errors}) if errors else (200, answer)

    def _known(self, action: str, one: dict[str, Any]) -> dict[str, Any] | None:
        if action == "update":
            return self._live(one["id"])
        assert one["idProperty"] == "prm_lead_id"
        rows = (c for c in self.contacts.values() if c["properties"]["prm_lead_id"] == one["id"])
        return next((c for c in rows if not c.get("archivedAt")), None)

    def _search(self, what: str, body: Any) -> Reply:
        rows = [one for one in getattr(self, what).values() if not one.get("archivedAt")]
        modified = body["sorts"][0]["propertyName"] if "sorts" in body else "lastmodifieddate"
        found = [
            one for one in rows if any(_holds(group, one["properties"]) for group in body["filterGroups"])
        ]
        found.sort(key=lambda one: one["properties"][modified])
        start = int(body.get("after", 0))
        part, more = found[start : start + 2], start + 2 < len(found)
        shown = [
            {
                "id": one["id"],
                "properties": {name: one["properties"].get(name) for name in body["properties"]},
            }
            for one in part
        ]
        paging = {"paging": {"next": {"after": str(start + 2)}}} if more else {}
        return 200, {"total": len(found), "results": shown, **paging}

    def _associated(self, inputs: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [
            {
                "from": {"id": one["id"]},
                "to": [{"toObjectId": int(to)} for to in self.deals[one["id"]]["contacts"]],
            }
            for one in inputs
        ]


def _holds(group: dict[str, Any], properties: dict[str, Any]) -> bool:
    for one in group["filters"]:
        value = properties.get(one["propertyName"])
        if one["operator"] == "HAS_PROPERTY" and not value:
            return False
        if one["operator"] == "CONTAINS_TOKEN" and one["value"] not in (value or "").split(";"):
            return False
        if one["operator"] == "EQ" and value != one["value"]:
            return False
        if one["operator"] == "GTE" and (not value or _millis(value) < int(one["value"])):
            return False
    return True


def _millis(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def _error(message: str, category: str, **context: list[str]) -> dict[str, Any]:
    return {"status": "error", "message": message, "category": category, "context": context}


def _stamp() -> str:
    return now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
