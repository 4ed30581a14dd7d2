"""Salesforce: leads by the REST API's collections, changes by SOQL.

https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/
"""

import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext

from crm.adapters.adapter import (
    CrmProblem,
    Field,
    Outcome,
    Page,
    RemoteAccount,
    RemoteLead,
    Sending,
    Sent,
)
from crm.adapters.calls import Answer, Calls
from crm.adapters.tokens import forget_token, keep_token, kept_token
from crm.values import Value

VERSION: Final = "v62.0"
DATA: Final = f"/services/data/{VERSION}"
OPPORTUNITY: Final = "ConvertedOpportunity"
OUTCOME_FIELDS: Final = ("IsWon", "IsClosed", "Amount", "CloseDate", "LastModifiedDate")
GONE: Final = {"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND"}
FINAL: Final = {"CANNOT_UPDATE_CONVERTED_LEAD", *GONE}
USED: Final = re.compile(r"api-usage=(\d+/\d+)")
LIMIT_SECONDS: Final = 15 * 60


@dataclass(frozen=True)
class Salesforce:
    """One org. `lead_fields` and `account_fields` are asked for; names are checked when they are entered."""

    calls: Calls
    credentials: Mapping[str, str]
    external_field: str
    lead_fields: Sequence[str]
    account_fields: Mapping[str, str] = field(default_factory=dict)
    account_filter: tuple[str, str] = ("", "")
    said: dict[str, str] = field(default_factory=dict)

    most_at_once = 200
    lead_streams = ("leads",)
    account_streams = ("accounts",)

    @property
    def usage(self) -> str:
        return self.said.get("usage", "")

    async def missing_fields(self, fields: Sequence[Field]) -> list[Field]:
        wanted: dict[str, list[Field]] = {}
        for one in fields:
            wanted.setdefault("Account" if one.is_of_accounts else "Lead", []).append(one)
        missing: list[Field] = []
        for name, some in wanted.items():
            data = _good(await self._call("GET", f"{DATA}/sobjects/{name}/describe")).data
            known = {one["name"] for one in data["fields"]}
            missing += [one for one in some if one.name not in known]
        return missing

    async def read_leads(self, remote_ids: Sequence[str]) -> dict[str, RemoteLead]:
        found: dict[str, RemoteLead] = {}
        listed = ", ".join(map(_quoted, remote_ids))
        async for rows in self._query(f"SELECT {self._columns()} FROM Lead WHERE Id IN ({listed})"):  # noqa: S608
            found |= {row["Id"]: self._lead(row) for row in rows}
        return found

    async def find_leads(self, lead_ids: Sequence[UUID]) -> dict[UUID, RemoteLead]:
        key, found = self.external_field, dict[UUID, RemoteLead]()
        listed = ", ".join(_quoted(str(lead_id)) for lead_id in lead_ids)
        async for rows in self._query(f"SELECT {self._columns()} FROM Lead WHERE {key} IN ({listed})"):  # noqa: S608
            found |= {UUID(row[key]): self._lead(row) for row in rows if not row["IsDeleted"]}
        return found

    async def send_leads(self, sendings: Sequence[Sending]) -> list[Sent]:
        by_path: dict[str, list[int]] = {}
        for place, sending in enumerate(sendings):
            path = "" if sending.remote_id else f"/Lead/{self.external_field}"
            by_path.setdefault(path, []).append(place)
        results: dict[int, Sent] = {}
        for path, places in by_path.items():
            records = [self._record(sendings[place]) for place in places]
            body = {"allOrNone": False, "records": records}
            answer = _good(await self._call("PATCH", f"{DATA}/composite/sobjects{path}", body=body))
            results |= {place: _sent(one) for place, one in zip(places, answer.data, strict=True)}
        return [results[place] for place in range(len(sendings))]

    async def delete_leads(self, sendings: Sequence[Sending]) -> list[Sent]:
        query = {"ids": ",".join(sending.remote_id for sending in sendings), "allOrNone": "false"}
        answer = _good(await self._call("DELETE", f"{DATA}/composite/sobjects", query=query))
        return [
            Sent(remote_id=sending.remote_id) if (sent := _sent(one)).is_gone else sent
            for sending, one in zip(sendings, answer.data, strict=True)
        ]

    async def read_changes(self, stream: str, since: datetime) -> AsyncIterator[Page]:
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = self._accounts_since(moment) if stream == "accounts" else self._leads_since(moment)
        async for rows in self._query(query):
            if stream == "accounts":
                yield Page(accounts=[self._account(row) for row in rows])
            else:
                yield Page(leads=[self._lead(row) for row in rows])

    def _leads_since(self, moment: str) -> str:
        """Leads of ours that changed, or whose opportunity did, also those that were deleted."""
        return (
            f"SELECT {self._columns()} FROM Lead WHERE {self.external_field} != null AND "  # noqa: S608
            f"(SystemModstamp >= {moment} OR {OPPORTUNITY}.SystemModstamp >= {moment}) "
            "ORDER BY SystemModstamp"
        )

    def _accounts_since(self, moment: str) -> str:
        columns = ["Id", "IsDeleted", "MasterRecordId", "SystemModstamp", *self.account_fields.values()]
        name, value = self.account_filter
        marked = f"{name} = {_literal(value)} AND " if name else ""
        return (
            f"SELECT {', '.join(dict.fromkeys(columns))} FROM Account WHERE {marked}"  # noqa: S608
            f"SystemModstamp >= {moment} ORDER BY SystemModstamp"
        )

    def _columns(self) -> str:
        own = ["Id", "IsDeleted", "MasterRecordId", "IsConverted", "SystemModstamp", self.external_field]
        return ", ".join(
            dict.fromkeys([*own, *self.lead_fields, *(f"{OPPORTUNITY}.{name}" for name in OUTCOME_FIELDS)])
        )

    async def _query(self, soql: str) -> AsyncIterator[list[dict[str, Any]]]:
        answer = _good(await self._call("GET", f"{DATA}/queryAll", query={"q": soql}))
        yield answer.data["records"]
        while not answer.data["done"]:
            answer = _good(await self._call("GET", answer.data["nextRecordsUrl"]))
            yield answer.data["records"]

    def _record(self, sending: Sending) -> dict[str, Value | dict[str, str]]:
        key = {"id": sending.remote_id} if sending.remote_id else {self.external_field: str(sending.lead_id)}
        return {"attributes": {"type": "Lead"}, **key, **{n: _given(v) for n, v in sending.values.items()}}

    def _lead(self, row: Mapping[str, Any]) -> RemoteLead:
        return RemoteLead(
            remote_id=row["Id"],
            values={name: row.get(name) for name in self.lead_fields},
            changed_at=_instant(row["SystemModstamp"]),
            outcome=_outcome(row.get(OPPORTUNITY)),
            is_deleted=bool(row.get("IsDeleted")),
            merged_into=row.get("MasterRecordId") or "",
        )

    def _account(self, row: Mapping[str, Any]) -> RemoteAccount:
        return RemoteAccount(
            remote_id=row["Id"],
            values={ours: row.get(name) for ours, name in self.account_fields.items()},
            changed_at=_instant(row["SystemModstamp"]),
            is_deleted=bool(row.get("IsDeleted")),
            merged_into=row.get("MasterRecordId") or "",
        )

    async def _call(self, method: str, path: str, **more: Any) -> Answer:
        """A call with the token, asked for anew once if the org no longer knows it."""
        for is_last in (False, True):
            token = await self._token()
            headers = {"Authorization": f"Bearer {token}"}
            answer = await self.calls.send(method, path, headers=headers, **more)
            if used := USED.search(answer.headers.get("sforce-limit-info", "")):
                self.said["usage"] = used[1]
            if answer.status != 401 or is_last:
                return answer
            forget_token(self.credentials)
        raise AssertionError  # the loop returns

    async def _token(self) -> str:
        if token := kept_token(self.credentials):
            return token
        form = {
            "grant_type": "client_credentials",
            "client_id": self.credentials.get("client_id", ""),
            "client_secret": self.credentials.get("client_secret", ""),
        }
        answer = await self.calls.send("POST", "/services/oauth2/token", form=form)
        if not answer.is_good or not isinstance(answer.data, dict) or "access_token" not in answer.data:
            said = answer.data.get("error_description", "") if isinstance(answer.data, dict) else ""
            words = gettext("Salesforce refuses the client ID and secret: %(why)s")
            raise CrmProblem(words % {"why": said or answer.status})
        return keep_token(self.credentials, str(answer.data["access_token"]))


def _good(answer: Answer) -> Answer:
    """The answer, if it is no refusal of the whole request. Errors come as a list."""
    if answer.is_good and answer.data is not None:
        return answer
    errors = answer.data if isinstance(answer.data, list) else []
    codes = [str(one.get("errorCode", "")) for one in errors]
    said = "; ".join(str(one.get("message", "")) for one in errors) or str(answer.status)
    if "REQUEST_LIMIT_EXCEEDED" in codes:
        raise CrmProblem(
            gettext("Salesforce’s limit of requests is used up: %(why)s") % {"why": said}, LIMIT_SECONDS
        )
    raise CrmProblem(gettext("Salesforce refuses the request: %(why)s") % {"why": said})


def _sent(result: Mapping[str, Any]) -> Sent:
    if result.get("success"):
        return Sent(remote_id=result["id"])
    errors: list[Mapping[str, Any]] = list(result.get("errors", ()))
    # Where fields are named, it is another record that is missing, such as the account of the partner.
    codes = {str(one.get("statusCode", "")) for one in errors if not one.get("fields")}
    words = "; ".join(_words(one) for one in errors)
    return Sent(error=words, is_gone=bool(codes & GONE), is_final=bool(codes & FINAL))


def _words(error: Mapping[str, Any]) -> str:
    fields: Iterable[str] = error.get("fields", ())
    about = f" ({', '.join(fields)})" if fields else ""
    return f"{error.get('message', '')}{about} [{error.get('statusCode', '')}]"


def _outcome(opportunity: Mapping[str, Any] | None) -> Outcome | None:
    if not opportunity or not opportunity.get("IsClosed"):
        return None
    amount, closed = opportunity.get("Amount"), opportunity.get("CloseDate")
    return Outcome(
        outcome="won" if opportunity.get("IsWon") else "lost",
        value=Decimal(str(amount)) if amount is not None else None,
        closed_on=date.fromisoformat(closed) if closed else None,
    )


def _instant(text: str) -> datetime:
    """Salesforce writes 2026-03-01T10:00:00.000+0000."""
    return datetime.fromisoformat(text)


def _given(value: Value) -> Value:
    return None if value == "" else value


def _literal(value: str) -> str:
    return value.lower() if value.lower() in ("true", "false") else _quoted(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
