"""A small Salesforce: as much of its documented REST API as the adapter speaks, and as strict."""

import re
from datetime import datetime
from typing import Any

from tests.crm.fake_server import FakeCrm, Reply, now

DATA = "/services/data/v62.0"
LEAD_FIELDS = {
    "FirstName", "LastName", "Email", "Phone", "Title", "Company", "Website", "City", "PostalCode", "Status",
    "LeadSource", "Description", "NumberOfEmployees", "Industry", "PRM_Lead_Id__c", "PRM_Partner__c",
    "PRM_Partner_Account__c", "PRM_Locked__c",
}  # fmt: skip
PAGE = 2


class FakeSalesforce(FakeCrm):
    """Leads by ID, with their opportunity if they have one; accounts by ID."""

    def __init__(self) -> None:
        super().__init__()
        self.leads: dict[str, dict[str, Any]] = {}
        self.accounts: dict[str, dict[str, Any]] = {}
        self.tokens: set[str] = set()
        self.refused: dict[str, dict[str, Any]] = {}
        self.made = 0

    def lead_of(self, lead_id: Any) -> dict[str, Any]:
        """The record that was upserted for a lead."""
        return next(row for row in self.leads.values() if row["PRM_Lead_Id__c"] == str(lead_id))

    def edit(self, remote_id: str, **changes: Any) -> None:
        """Somebody changes a record in the CRM."""
        rows = self.leads if remote_id in self.leads else self.accounts
        rows[remote_id].update(changes, SystemModstamp=_stamp())

    def add_account(self, remote_id: str, **fields: Any) -> None:
        self.accounts[remote_id] = {
            "Id": remote_id, "IsDeleted": False, "MasterRecordId": None, "Type": "Partner",
            "SystemModstamp": _stamp(), **fields,
        }  # fmt: skip

    def more_headers(self) -> dict[str, str]:
        return {"Sforce-Limit-Info": "api-usage=18/15000"}

    def reply(self, method: str, path: str, query: dict[str, str], body: Any, token: str) -> Reply:
        if path == "/services/oauth2/token":
            return self._token(body)
        if token not in self.tokens:
            return 401, [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}]
        if path.endswith("/describe"):
            names = LEAD_FIELDS if "/Lead/" in path else {"Name", "Website", "Type", "Tier__c"}
            return 200, {"fields": [{"name": name} for name in names]}
        if path == f"{DATA}/queryAll":
            return self._page(self._found(query["q"]), 0)
        if match := re.fullmatch(rf"{DATA}/queryAll/(\d+)", path):
            return self._page(self._last, int(match[1]))
        if path.startswith(f"{DATA}/composite/sobjects") and method == "PATCH":
            return self._write(path.removeprefix(f"{DATA}/composite/sobjects"), body)
        if path == f"{DATA}/composite/sobjects" and method == "DELETE":
            return 200, [self._delete(one) for one in query["ids"].split(",")]
        return 404, [{"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}]

    def _token(self, form: dict[str, str]) -> Reply:
        wanted = {"grant_type": "client_credentials", "client_id": "id", "client_secret": "secret"}
        if form != wanted:
            return 400, {"error": "invalid_client", "error_description": "invalid client credentials"}
        self.made += 1
        self.tokens.add(f"token-{self.made}")
        return 200, {"access_token": f"token-{self.made}", "instance_url": self.url, "token_type": "Bearer"}

    def _write(self, rest: str, body: Any) -> Reply:
        records, is_upsert = body["records"], bool(rest)
        if len(records) > 200 or (is_upsert and any("id" in one for one in records)):
            return 400, [{"message": "bad request", "errorCode": "INVALID_INPUT"}]
        return 200, [self._one(one, is_upsert) for one in records]

    def _one(self, record: dict[str, Any], is_upsert: bool) -> dict[str, Any]:
        assert record["attributes"] == {"type": "Lead"}
        given = {name: value for name, value in record.items() if name not in ("attributes", "id")}
        if unknown := set(given) - LEAD_FIELDS:
            return _refused("INVALID_FIELD", f"No such column {unknown}", list(unknown))
        key = given.get("PRM_Lead_Id__c", "")
        known = self.leads.get(record.get("id", "")) if not is_upsert else self._by_key(key)
        if refusal := self.refused.get(key or (known or {}).get("PRM_Lead_Id__c", "")):
            return {"success": False, "errors": [refusal]}
        if known is None and not is_upsert:
            return _refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
        if known is None and not (given.get("LastName") and given.get("Company")):
            return _refused("REQUIRED_FIELD_MISSING", "Required fields are missing", ["LastName"])
        row = known or self._new()
        row.update(given, SystemModstamp=_stamp())
        return {"id": row["Id"], "success": True, "errors": [], "created": known is None}

    def _by_key(self, key: str) -> dict[str, Any] | None:
        rows = (row for row in self.leads.values() if row["PRM_Lead_Id__c"] == key and not row["IsDeleted"])
        return next(rows, None)

    def _new(self) -> dict[str, Any]:
        row = dict.fromkeys(LEAD_FIELDS) | {"PRM_Locked__c": False, "IsDeleted": False, "IsConverted": False}
        row |= {"Id": f"00Q{len(self.leads):015}", "MasterRecordId": None, "ConvertedOpportunity": None}
        self.leads[row["Id"]] = row
        return row

    def _delete(self, remote_id: str) -> dict[str, Any]:
        if remote_id not in self.leads or self.leads[remote_id]["IsDeleted"]:
            return _refused("ENTITY_IS_DELETED", "entity is deleted", [])
        self.edit(remote_id, IsDeleted=True)
        return {"id": remote_id, "success": True, "errors": []}

    def _found(self, soql: str) -> list[dict[str, Any]]:
        match = re.fullmatch(r"SELECT (.+) FROM (Lead|Account) WHERE (.+?)( ORDER BY SystemModstamp)?", soql)
        assert match, soql
        rows = list((self.leads if match[2] == "Lead" else self.accounts).values())
        if keys := re.search(r"PRM_Lead_Id__c IN \((.+)\)", match[3]):
            wanted = {one.strip(" '") for one in keys[1].split(",")}
            rows = [row for row in rows if row["PRM_Lead_Id__c"] in wanted]
        elif ids := re.search(r"^Id IN \((.+)\)", match[3]):
            wanted = {one.strip(" '") for one in ids[1].split(",")}
            rows = [row for row in rows if row["Id"] in wanted]
        elif since := re.search(r"SystemModstamp >= (\S+?)[ )]", match[3] + " "):
            moment = datetime.fromisoformat(since[1])
            rows = [row for row in rows if datetime.fromisoformat(row["SystemModstamp"]) >= moment]
        columns = [one.strip() for one in match[1].split(",") if "." not in one]
        whole = [*columns, *(["ConvertedOpportunity"] if match[2] == "Lead" else [])]
        return [{name: row[name] for name in whole} for row in rows]

    def _page(self, rows: list[dict[str, Any]], start: int) -> Reply:
        self._last, end = rows, start + PAGE
        more = {} if end >= len(rows) else {"nextRecordsUrl": f"{DATA}/queryAll/{end}"}
        return 200, {"totalSize": len(rows), "done": not more, "records": rows[start:end], **more}


def _refused(code: str, message: str, fields: list[str]) -> dict[str, Any]:
    return {"success": False, "errors": [{"statusCode": code, "message": message, "fields": fields}]}


def _stamp() -> str:
    return now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"
