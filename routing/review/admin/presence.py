"""Who looks at a lead in review right now, so that two managers do not decide on the same one.

Kept in the cache for two minutes and renewed by the open page; without a cache nobody is shown.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from redis.exceptions import RedisError

from leads.models import Lead
from prm.platform import clock
from prm.platform.console.access import writers_only
from prm.platform.console.site import vendor_site
from prm.platform.tenants.scope import current_vendor_id

SECONDS: Final = 120

Looking = dict[str, tuple[str, float]]
"""People by id: name, and when the page was last heard of (seconds)."""


def note_looking(lead_id: UUID, user_id: UUID, name: str) -> None:
    """This person has the page of the lead open."""
    with suppress(RedisError):
        there = _fresh(cache.get(_key(lead_id)))
        there[str(user_id)] = (name, clock.now().timestamp())
        cache.set(_key(lead_id), there, SECONDS)


def others_looking(lead_ids: Iterable[UUID], user_id: UUID) -> Mapping[UUID, list[str]]:
    """For each lead, who else has its page open."""
    keys = {_key(lead_id): lead_id for lead_id in lead_ids}
    with suppress(RedisError):
        found = cache.get_many(list(keys))
        names = {keys[key]: _names(_fresh(there), user_id) for key, there in found.items()}
        return {lead_id: others for lead_id, others in names.items() if others}
    return {}


def looking_words(names: list[str]) -> str:
    """Who else looks, in a sentence; "" for nobody."""
    if not names:
        return ""
    return _("%(names)s has this lead open.") % {"names": ", ".join(names)}


@require_POST
@writers_only
def looking(request: HttpRequest, lead_id: UUID) -> JsonResponse:
    """The open page says that it is still there, and hears who else is."""
    get_object_or_404(Lead.objects.only("id"), pk=lead_id)
    assert request.user.pk is not None
    note_looking(lead_id, request.user.pk, str(request.user))
    others = others_looking([lead_id], request.user.pk)
    return JsonResponse({"words": looking_words(others.get(lead_id, []))})


def _key(lead_id: UUID) -> str:
    return f"looking:{current_vendor_id()}:{lead_id}"


def _fresh(there: Looking | None) -> Looking:
    since = clock.now().timestamp() - SECONDS
    return {who: (name, at) for who, (name, at) in (there or {}).items() if at > since}


def _names(there: Looking, user_id: UUID) -> list[str]:
    return sorted(name for who, (name, _at) in there.items() if who != str(user_id))


vendor_site.add_page("leads/<uuid:lead_id>/looking/", looking, "lead_looking")
