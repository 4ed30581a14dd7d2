"""Migrations run as the owner role only; everything else uses the application's role."""

from typing import Any


class OwnerMigrates:
    """Database router: the alias `default` never migrates."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True
