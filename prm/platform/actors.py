"""Who does something: recorded with every change."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """A person, an API key, a CRM, or the system itself. `partner_id` is set when they act for a partner."""

    kind: Literal["system", "user", "key", "crm"]
    id: UUID | None = None
    partner_id: UUID | None = None

    @property
    def user_id(self) -> UUID | None:
        """The person's id, when it is a person."""
        return self.id if self.kind == "user" else None


SYSTEM = Actor("system")
