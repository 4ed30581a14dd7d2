"""Where webhooks go: making, changing and removing endpoints."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from prm.platform import clock
from prm.platform.errors import FieldError, InvalidInput, NotFound
from prm.platform.outbox.addresses import check_webhook_url
from prm.platform.outbox.catalogue import is_sent
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.outbox.secret import new_secret

MOST_ENDPOINTS = 100
BOTH_SECRETS_FOR = timedelta(hours=24)
# An endpoint that was changed may work now.
RESTED: Mapping[str, Any] = {"failures_in_a_row": 0, "rests_until_at": None}


@transaction.atomic
def create_endpoint(*, fields: Mapping[str, Any]) -> WebhookEndpoint:
    """A new endpoint with a new secret. Fields: url, shape, events, is_active, partner_id, membership_id.

    Raises InvalidInput for an address that webhooks may not go to, or that a partner has on its list already
    (it would hear of everything twice), or an event that there is not.
    """
    check_endpoint(fields)
    _refuse_twice(fields)
    if WebhookEndpoint.objects.count() >= MOST_ENDPOINTS:
        message = gettext("You have reached the maximum number of endpoints. Remove one first.")
        raise InvalidInput([FieldError("", "too_many", message)])
    return WebhookEndpoint.objects.create(secret=new_secret(), **fields)


@transaction.atomic
def change_endpoint(*, endpoint_id: UUID, fields: Mapping[str, Any]) -> WebhookEndpoint:
    """Replace what is given; what waits is tried at once. Raises NotFound, InvalidInput."""
    endpoint = find_endpoint(endpoint_id)
    check_endpoint(fields)
    for name, value in {**fields, **RESTED}.items():
        setattr(endpoint, name, value)
    endpoint.save()
    return endpoint


@transaction.atomic
def renew_secret(*, endpoint_id: UUID) -> WebhookEndpoint:
    """Sign with a new secret from now on, also what is waiting; for BOTH_SECRETS_FOR with the old one, too.

    So the receiver can change over without losing a message. Raises NotFound.
    """
    endpoint = find_endpoint(endpoint_id)
    endpoint.previous_secret, endpoint.secret = endpoint.secret, new_secret()
    endpoint.previous_secret_until_at = clock.now() + BOTH_SECRETS_FOR
    endpoint.save(update_fields=["secret", "previous_secret", "previous_secret_until_at"])
    return endpoint


@transaction.atomic
def remove_endpoint(*, endpoint_id: UUID) -> None:
    """Remove an endpoint, and what waits for it. Raises NotFound."""
    find_endpoint(endpoint_id).delete()


def find_endpoint(endpoint_id: UUID) -> WebhookEndpoint:
    """One endpoint. Raises NotFound, also for another vendor's."""
    endpoint = WebhookEndpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None:
        raise NotFound(gettext("There is no such webhook."))
    return endpoint


def check_endpoint(fields: Mapping[str, Any]) -> None:
    """Raises InvalidInput for an address, an event or a partner that no endpoint may have."""
    errors = [
        FieldError(f"events.{place}", "unknown", gettext("There is no such event."))
        for place, event in enumerate(fields.get("events", ()))
        if not is_sent(event)
    ]
    if "url" in fields:
        try:
            check_webhook_url(fields["url"])
        except InvalidInput as invalid:
            errors += invalid.errors
    partner_id = fields.get("partner_id")
    if partner_id is not None and not _partners().filter(pk=partner_id).exists():
        errors.append(FieldError("partner", "unknown", gettext("There is no such partner.")))
    if errors:
        raise InvalidInput(errors)


def _refuse_twice(fields: Mapping[str, Any]) -> None:
    partner_id = fields.get("partner_id")
    if partner_id and WebhookEndpoint.objects.filter(partner_id=partner_id, url=fields.get("url")).exists():
        raise InvalidInput([FieldError("url", "exists", gettext("This address is on the list already."))])


def _partners() -> QuerySet[Any]:
    """Through the model's own key: this package knows nothing of the apps above it."""
    partner: Any = WebhookEndpoint._meta.get_field("partner").related_model
    found: QuerySet[Any] = partner.objects.all()
    return found
