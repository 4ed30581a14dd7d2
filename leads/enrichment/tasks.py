"""Sources are asked by workers of their own."""

from uuid import UUID

from celery import shared_task

from leads.enrichment.services.ask_waiting import ask_waiting


@shared_task(name="leads.ask_sources", expires=10)
def ask_sources(vendor_id: str) -> None:
    """Ask about one vendor's leads that wait. Lost or late, the leads are routed as they are."""
    ask_waiting(vendor_id=UUID(vendor_id))
