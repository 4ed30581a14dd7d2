"""A webhook comes in: kept, then taken as leads."""

import logging
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext, gettext_noop

from leads.fields.catalogue import IDENTIFYING
from leads.inbound.expression import is_blank
from leads.inbound.locks import lock_payload
from leads.inbound.map_payload import MOST_LEADS, fields_of, leads_in
from leads.inbound.models import InboundPayload, InboundSource, PayloadState
from leads.inbound.paths import WrongPath
from leads.inbound.selectors.sources import mapping_of
from leads.services.receive_leads import Received, receive_leads
from prm.platform import clock
from prm.platform.actors import SYSTEM
from prm.platform.api.problems import as_json
from prm.platform.errors import FieldError, ProductError

NOBODY = gettext_noop(
    "The mapping finds no name, e-mail address, phone number or company. A notification that only names a "
    "lead has to be fetched from its sender first."
)
logger = logging.getLogger(__name__)
Result = dict[str, Any]


def take_payload(*, source: InboundSource, body: Any, size: int) -> InboundPayload:
    """Keep what came and take its leads, leniently; one that cannot be taken fails with the reason.

    Whatever goes wrong, the payload is kept. Sent again, it makes no second lead: see `receive_leads`.
    """
    payload = InboundPayload.objects.create(
        source=source, body={} if body is None else body, size=size, state=PayloadState.FAILED, results=[]
    )
    _try(payload, source)
    return payload


@transaction.atomic
def replay_payload(*, payload_id: UUID) -> InboundPayload:
    """Try what failed once more, by the mapping as it is now; leads that were taken are left alone.

    Raises NotFound.
    """
    payload = lock_payload(payload_id)
    if payload.state == PayloadState.FAILED and payload.erased_at is None:
        _try(payload, payload.source)
    return payload


def replay_failed(*, source_id: UUID) -> tuple[int, int]:
    """Try all failed payloads of a source, oldest first; how many were taken, and how many failed again."""
    failed = InboundPayload.objects.filter(source_id=source_id, state=PayloadState.FAILED, erased_at=None)
    ids = list(failed.order_by("received_at", "id").values_list("id", flat=True))
    taken = sum(replay_payload(payload_id=id_).state == PayloadState.TAKEN for id_ in ids)
    return taken, len(ids) - taken


def _try(payload: InboundPayload, source: InboundSource) -> None:
    try:
        with transaction.atomic():
            payload.results = _taken(payload, source)
    except WrongPath as wrong:
        payload.results = [_failed("mapping", str(wrong))]
    except ProductError as refused:
        payload.results = [_failed(refused.code, refused.message)]
    except (DatabaseError, ValueError, TypeError, LookupError, RecursionError):
        logger.exception("payload %s could not be taken", payload.id)
        payload.results = [_failed("fault", gettext("Something went wrong here. Try it again."))]
    is_taken = bool(payload.results) and all("lead" in result for result in payload.results)
    payload.state = PayloadState.TAKEN if is_taken else PayloadState.FAILED
    payload.lead_ids = list(dict.fromkeys(UUID(one["lead"]) for one in payload.results if "lead" in one))
    payload.tried_at = clock.now()
    payload.save()


def _taken(payload: InboundPayload, source: InboundSource) -> list[Result]:
    """What became of each lead of the payload; those that were taken before stay as they are."""
    mapping = mapping_of(source)
    leads = leads_in(payload.body, mapping.leads_path)
    if not leads:
        return [_failed("empty", gettext("There is no lead in it."))]
    if len(leads) > MOST_LEADS:
        words = gettext("It holds more than %(most)d leads.") % {"most": MOST_LEADS}
        return [_failed("too_many", words)]
    before = payload.results if len(payload.results) == len(leads) else [{}] * len(leads)
    due = [place for place, result in enumerate(before) if "lead" not in result]
    rows = {place: fields_of(leads[place], mapping) for place in due}
    named = {place: row for place, row in rows.items() if _names_somebody(row)}
    received = receive_leads(rows=list(named.values()), actor=SYSTEM)
    now = dict.fromkeys(due, _failed("nobody", gettext(NOBODY)))
    now |= dict(zip(named, map(_result, received), strict=True))
    return [now.get(place, result) for place, result in enumerate(before)]


def _names_somebody(fields: dict[str, Any]) -> bool:
    """An ID of the sender's alone tells a partner nothing: the mapping has not found the rest."""
    return any(not is_blank(fields.get(name)) for name in IDENTIFYING if name != "external_id")


def _result(received: Received) -> Result:
    if received.lead is None:
        return {"errors": [as_json(error) for error in received.errors]}
    return {"lead": str(received.lead.id), "duplicate": received.is_duplicate}


def _failed(code: str, message: str) -> Result:
    return {"errors": [as_json(FieldError("", code, message))]}
