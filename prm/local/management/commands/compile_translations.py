"""`manage.py compile_translations`: make the .mo files that Django reads."""

from typing import Any

from django.core.management.base import BaseCommand

from prm.local.translations import compile_stale


class Command(BaseCommand):
    """Compiles what is out of date. `manage.py up` and the tests do so by themselves."""

    help = "Compile the translations that have changed."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        for path in compile_stale():
            self.stdout.write(f"Compiled the language {path.parent.parent.name}")
