"""Who does what the CRM says."""

from uuid import UUID

from prm.platform.actors import Actor


def crm_actor(connection_id: UUID) -> Actor:
    """The CRM itself."""
    return Actor("crm", connection_id)
