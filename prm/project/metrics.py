"""/metrics for Prometheus: requests, tasks, and what waits. Counts of all processes on this machine together.

Open to this machine only, or with `Authorization: Bearer $PRM_METRICS_TOKEN` when that is set.
"""

import os
from collections.abc import Callable, Iterator
from hmac import compare_digest
from time import perf_counter
from typing import Any

from celery.signals import task_postrun, task_prerun
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from prm.platform import clock
from prm.project.sql import BACKLOG

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
REQUEST_SECONDS = Histogram(
    "prm_request_seconds", "Time to answer a request.", ("method", "view", "status"), buckets=BUCKETS
)
TASK_SECONDS = Histogram("prm_task_seconds", "Time a task ran.", ("task", "state"), buckets=BUCKETS)
# Labels live for ever: none may be made of what a stranger sends.
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
WAITING = {
    "prm_waiting_leads": "Leads not offered yet.",
    "prm_oldest_waiting_lead_seconds": "Age of the oldest lead not offered yet.",
    "prm_waiting_messages": "E-mails and webhooks not delivered yet.",
    "prm_oldest_waiting_message_seconds": "How long the most overdue message has been due.",
    "prm_overdue_timers": "SLA timers past their instant that have not fired.",
}


class RequestMetrics:
    """Middleware: measures each request by view, never by path, which would name leads and vendors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = self.get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"
        labels = (method or "other", view or "unnamed", str(response.status_code))
        REQUEST_SECONDS.labels(*labels).observe(perf_counter() - began)
        return response


class Backlog(Collector):
    """Reads what waits when it is asked, from a database function that tells totals only."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            values = waiting()
        except DatabaseError:
            return
        for name, words in WAITING.items():
            yield GaugeMetricFamily(name, words, value=values[name])


def waiting() -> dict[str, float]:
    """The values of WAITING, over all vendors."""
    with connection.cursor() as cursor:
        cursor.execute(BACKLOG)
        leads, lead_at, messages, message_at, timers = cursor.fetchone()
    now = clock.now()
    ages = [
        max(0.0, (now - instant).total_seconds()) if instant else 0.0 for instant in (lead_at, message_at)
    ]
    return dict(zip(WAITING, (leads, ages[0], messages, ages[1], timers), strict=True))


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers in Prometheus's text format; 404 for those who may not see them."""
    if not _may_see(request):
        raise Http404
    registry = CollectorRegistry() if os.environ.get("PROMETHEUS_MULTIPROC_DIR") else None
    if registry is not None:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    body = generate_latest(registry or REGISTRY)
    waiting_registry = CollectorRegistry()
    waiting_registry.register(Backlog())
    return HttpResponse(body + generate_latest(waiting_registry), content_type=CONTENT_TYPE_LATEST)


def _may_see(request: HttpRequest) -> bool:
    token = os.environ.get("PRM_METRICS_TOKEN", "")
    if token:
        return compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    return (
        request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and "HTTP_X_FORWARDED_FOR" not in request.META
    )


@task_prerun.connect
def _task_begins(task: Any = None, **_: Any) -> None:
    task.request.began = perf_counter()


@task_postrun.connect
def _task_ended(task: Any = None, state: str | None = None, **_: Any) -> None:
    began = getattr(task.request, "began", None)
    if began is not None:
        TASK_SECONDS.labels(task.name, state or "none").observe(perf_counter() - began)
