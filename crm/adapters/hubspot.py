"""HubSpot: a lead is a contact, its outcome comes from a deal of that contact, a partner is a company.

https://developers.hubspot.com/docs/api-reference/overview (CRM objects v3, associations v4)
"""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
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
from crm.values import Value

CONTACTS: Final = "/crm/v3/objects/contacts"
ARCHIVED_COMPANIES: Final = "archived_companies"
MERGED: Final = "hs_merged_object_ids"
DEAL: Final = ("hs_is_closed_won", "amount", "deal_currency_code", "closedate", "closed_lost_reason")
EXISTING: Final = re.compile(r"Existing ID: (\d+)")
# A field of the mapping is missing: no lead of any batch could be written.
NO_FIELD: Final = "PROPERTY_DOESNT_EXIST"
# A search gives no more than this; what is left is searched for anew.
MOST_FOUND: Final = 10_000
_MODIFIED: Final = {"contacts": "lastmodifieddate"}


@dataclass(frozen=True)
class HubSpot:
    """One account. `lead_fields` and `account_fields` are asked for."""

    calls: Calls
    credentials: Mapping[str, str]
    external_field: str
    lead_fields: Sequence[str]
    account_fields: Mapping[str, str] = field(default_factory=dict)
    account_filter: tuple[str, str] = ("", "")
    said: dict[str, str] = field(default_factory=dict)

    most_at_once = 100
    lead_streams = ("contacts", "archived", "deals")
    account_streams = ("companies", ARCHIVED_COMPANIES)

    @property
    def usage(self) -> str:
        return self.said.get("usage", "")

    async def missing_fields(self, fields: Sequence[Field]) -> list[Field]:
        wanted: dict[str, list[Field]] = {}
        for one in fields:
            wanted.setdefault("companies" if one.is_of_accounts else "contacts", []).append(one)
        missing: list[Field] = []
        for name, some in wanted.items():
            data = _good(await self._call("GET", f"/crm/v3/properties/{name}")).data
            known = {one["name"] for one in data["results"]}
            missing += [one for one in some if one.name not in known]
        return missing

    async def read_leads(self, remote_ids: Sequence[str]) -> dict[str, RemoteLead]:
        body = {
            "properties": [*self._columns(), MERGED],
            "inputs": [{"id": remote_id} for remote_id in remote_ids],
        }
        # 207: some are missing; what is there is in the results all the same.
        data = _good(await self._call("POST", f"{CONTACTS}/batch/read", body=body)).data
        found = {one.remote_id: one for row in data["results"] for one in self._leads(row)}
        for remote_id in remote_ids:
            if remote_id not in found:
                found |= await self._merged_elsewhere(remote_id)
        return {remote_id: found[remote_id] for remote_id in remote_ids if remote_id in found}

    async def find_leads(self, lead_ids: Sequence[UUID]) -> dict[UUID, RemoteLead]:
        body = {
            "idProperty": self.external_field,
            "properties": [*self._columns(), MERGED],
            "inputs": [{"id": str(lead_id)} for lead_id in lead_ids],
        }
        data = _good(await self._call("POST", f"{CONTACTS}/batch/read", body=body)).data
        return {UUID(row["properties"][self.external_field]): self._leads(row)[-1] for row in data["results"]}

    async def send_leads(self, sendings: Sequence[Sending]) -> list[Sent]:
        results: dict[str, Sent] = {}
        for action in ("upsert", "update"):
            some = [one for one in sendings if bool(one.remote_id) == (action == "update")]
            if some:
                results |= await self._write(action, some)
        return [results[str(sending.lead_id)] for sending in sendings]

    async def delete_leads(self, sendings: Sequence[Sending]) -> list[Sent]:
        return [await self._delete(sending) for sending in sendings]

    async def read_changes(self, stream: str, since: datetime) -> AsyncIterator[Page]:
        if stream == "archived":
            async for gone in self._archived(CONTACTS, since):
                yield Page(leads=[RemoteLead(remote_id, is_deleted=True) for remote_id in gone])
        elif stream == ARCHIVED_COMPANIES:
            async for gone in self._archived("/crm/v3/objects/companies", since):
                yield Page(accounts=[RemoteAccount(remote_id, is_deleted=True) for remote_id in gone])
        elif stream == "deals":
            closed = [{"propertyName": "hs_is_closed", "operator": "EQ", "value": "true"}]
            async for rows in self._search("deals", since, DEAL, [closed]):
                yield Page(leads=await self._outcomes(rows))
        elif stream == "companies":
            name, value = self.account_filter
            marked = [{"propertyName": name, "operator": "EQ", "value": value}] if name else []
            columns = tuple(dict.fromkeys(self.account_fields.values()))
            async for rows in self._search("companies", since, (*columns, MERGED), [marked]):
                yield Page(accounts=[one for row in rows for one in self._accounts(row)])
        else:
            ours = [[{"propertyName": n, "operator": "HAS_PROPERTY"}] for n in (self.external_field, MERGED)]
            async for rows in self._search("contacts", since, (*self._columns(), MERGED), ours):
                yield Page(leads=[one for row in rows for one in self._leads(row)])

    async def _merged_elsewhere(self, remote_id: str) -> dict[str, RemoteLead]:
        """A contact that is missing may be a part of another by now."""
        token = {"propertyName": MERGED, "operator": "CONTAINS_TOKEN", "value": remote_id}
        body = {"filterGroups": [{"filters": [token]}], "properties": [MERGED], "limit": 1}
        data = _good(await self._call("POST", f"{CONTACTS}/search", body=body)).data
        into = [row["id"] for row in data["results"]]
        return {remote_id: RemoteLead(remote_id, merged_into=into[0])} if into else {}

    async def _write(self, action: str, sendings: Sequence[Sending]) -> dict[str, Sent]:
        """Write many; where HubSpot refuses all for one of them, each half for itself."""
        body = {"inputs": [self._input(sending) for sending in sendings]}
        answer = await self._call("POST", f"{CONTACTS}/batch/{action}", body=body)
        if answer.is_good:
            return self._sent(answer, sendings)
        if answer.status not in (400, 404, 409, 422) or NO_FIELD in str(answer.data):
            _good(answer)
        if len(sendings) == 1:
            return {str(sendings[0].lead_id): await self._refused(sendings[0], answer)}
        half = len(sendings) // 2
        return await self._write(action, sendings[:half]) | await self._write(action, sendings[half:])

    async def _refused(self, sending: Sending, answer: Answer) -> Sent:
        """One is refused. A person whom HubSpot knows already is taken over, with all that is known there."""
        known = EXISTING.search(_said(answer.data))
        if known and not sending.remote_id:
            taken = Sending(sending.lead_id, {self.external_field: str(sending.lead_id)}, known[1])
            sent = (await self._write("update", [taken]))[str(sending.lead_id)]
            return replace(sent, is_met=not sent.error)
        return Sent(error=_said(answer.data), is_gone=answer.status == 404 and bool(sending.remote_id))

    def _input(self, sending: Sending) -> dict[str, Any]:
        key = (
            {"id": sending.remote_id}
            if sending.remote_id
            else {"id": str(sending.lead_id), "idProperty": self.external_field}
        )
        properties = {name: _text(value) for name, value in sending.values.items()}
        return {**key, "objectWriteTraceId": str(sending.lead_id), "properties": properties}

    def _sent(self, answer: Answer, sendings: Sequence[Sending]) -> dict[str, Sent]:
        """What became of each: the answer names them by the trace ID that we gave, or by an ID."""
        by_remote = {sending.remote_id: str(sending.lead_id) for sending in sendings if sending.remote_id}
        results: dict[str, Sent] = {}
        for row in answer.data.get("results", ()):
            own = (row.get("properties") or {}).get(self.external_field, "")
            key = row.get("objectWriteTraceId") or own or by_remote.get(row["id"], "")
            results[key] = Sent(remote_id=row["id"], changed_at=_instant(row.get("updatedAt")))
        for error in answer.data.get("errors", ()):
            context: Mapping[str, Any] = error.get("context") or {}
            named = [
                *_many(context.get("objectWriteTraceId")),
                *_many(context.get("id")),
                *_many(context.get("ids")),
            ]
            for name in named:
                gone = error.get("category") == "OBJECT_NOT_FOUND"
                results[by_remote.get(name, name)] = Sent(error=_said(error), is_gone=gone)
        lost = Sent(error=gettext("HubSpot’s answer does not say what became of it."))
        return {str(one.lead_id): results.get(str(one.lead_id), lost) for one in sendings}

    async def _delete(self, sending: Sending) -> Sent:
        body = {"objectId": sending.remote_id}
        answer = await self._call("POST", f"{CONTACTS}/gdpr-delete", body=body)
        if answer.is_good or answer.status == 404:
            return Sent(remote_id=sending.remote_id)
        return Sent(error=_said(answer.data))

    async def _search(
        self, what: str, since: datetime, columns: Sequence[str], either: Sequence[list[dict[str, str]]]
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Everything that changed, oldest first; `either` are filters of which one group must hold."""
        modified = _MODIFIED.get(what, "hs_lastmodifieddate")
        start, after, found = since, "", 0
        while True:
            newer = {"propertyName": modified, "operator": "GTE", "value": _milliseconds(start)}
            body: dict[str, Any] = {
                "filterGroups": [{"filters": [newer, *group]} for group in either],
                "sorts": [{"propertyName": modified, "direction": "ASCENDING"}],
                "properties": [*columns, modified],
                "limit": 100,
            } | ({"after": after} if after else {})
            data = _good(await self._call("POST", f"/crm/v3/objects/{what}/search", body=body)).data
            rows = data["results"]
            yield rows
            found += len(rows)
            after = data.get("paging", {}).get("next", {}).get("after", "")
            if not after:
                return
            if found >= MOST_FOUND - 100:
                start, after, found = _instant(rows[-1]["properties"][modified]) or start, "", 0

    async def _archived(self, path: str, since: datetime) -> AsyncIterator[list[str]]:
        after = ""
        while True:
            query = {"archived": "true", "limit": "100"} | ({"after": after} if after else {})
            data = _good(await self._call("GET", path, query=query)).data
            yield [
                row["id"] for row in data["results"] if (_instant(row.get("archivedAt")) or since) >= since
            ]
            after = data.get("paging", {}).get("next", {}).get("after", "")
            if not after:
                return

    async def _outcomes(self, deals: Sequence[Mapping[str, Any]]) -> list[RemoteLead]:
        """The contacts of closed deals, with what became of them."""
        if not deals:
            return []
        body = {"inputs": [{"id": deal["id"]} for deal in deals]}
        answer = _good(await self._call("POST", "/crm/v4/associations/deals/contacts/batch/read", body=body))
        by_deal = {row["from"]["id"]: row["to"] for row in answer.data["results"]}
        return [
            RemoteLead(str(to["toObjectId"]), outcome=_outcome(deal["properties"]))
            for deal in deals
            for to in by_deal.get(deal["id"], ())
        ]

    def _columns(self) -> list[str]:
        return list(dict.fromkeys([self.external_field, *self.lead_fields]))

    def _leads(self, row: Mapping[str, Any]) -> list[RemoteLead]:
        """A contact, and those that were merged into it."""
        properties = row["properties"]
        changed_at = _instant(properties.get("lastmodifieddate") or row.get("updatedAt"))
        values = {name: properties.get(name) for name in self.lead_fields}
        merged = _many((properties.get(MERGED) or "").split(";"))
        return [
            *(RemoteLead(one, merged_into=row["id"]) for one in merged if one != row["id"]),
            RemoteLead(row["id"], values, changed_at),
        ]

    def _accounts(self, row: Mapping[str, Any]) -> list[RemoteAccount]:
        properties = row["properties"]
        values = {ours: properties.get(name) for ours, name in self.account_fields.items()}
        merged = _many((properties.get(MERGED) or "").split(";"))
        return [
            *(RemoteAccount(one, merged_into=row["id"]) for one in merged if one != row["id"]),
            RemoteAccount(row["id"], values, _instant(properties.get("hs_lastmodifieddate"))),
        ]

    async def _call(self, method: str, path: str, **more: Any) -> Answer:
        headers = {"Authorization": f"Bearer {self.credentials.get('token', '')}"}
        answer = await self.calls.send(method, path, headers=headers, **more)
        daily = answer.headers.get("x-hubspot-ratelimit-daily", "")
        remaining = answer.headers.get("x-hubspot-ratelimit-daily-remaining", "")
        if daily.isdigit() and remaining.isdigit():
            self.said["usage"] = f"{int(daily) - int(remaining)}/{daily}"
        if answer.status == 401:
            raise CrmProblem(
                gettext("HubSpot refuses the access token: %(why)s") % {"why": _said(answer.data)}
            )
        return answer


def _good(answer: Answer) -> Answer:
    if answer.is_good and answer.data is not None:
        return answer
    raise CrmProblem(
        gettext("HubSpot refuses the request: %(why)s") % {"why": _said(answer.data) or answer.status}
    )


def _said(data: Any) -> str:
    """HubSpot's words, with the words on single fields."""
    if not isinstance(data, Mapping):
        return ""
    more = [str(one.get("message", "")) for one in data.get("errors", ()) if isinstance(one, Mapping)]
    return "; ".join(dict.fromkeys(filter(None, [str(data.get("message", "")), *more])))[:1000]


def _outcome(deal: Mapping[str, Any]) -> Outcome:
    is_won = deal.get("hs_is_closed_won") == "true"
    closed = _instant(deal.get("closedate"))
    return Outcome(
        outcome="won" if is_won else "lost",
        value=_amount(deal.get("amount")),
        currency=deal.get("deal_currency_code") or "",
        closed_on=closed.date() if isinstance(closed, date) else None,
        reason="" if is_won else deal.get("closed_lost_reason") or "",
    )


def _amount(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _many(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [str(one) for one in found if one]


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _milliseconds(instant: datetime) -> str:
    return str(int(instant.timestamp() * 1000))
