"""Where the database and Redis are, for each role."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """The three addresses that every process of the product needs."""

    database_url: str
    owner_url: str
    redis_url: str

    @property
    def environment(self) -> dict[str, str]:
        """The same as environment variables."""
        return {
            "DATABASE_URL": self.database_url,
            "DATABASE_OWNER_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
        }
