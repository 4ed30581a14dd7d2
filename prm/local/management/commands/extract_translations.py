"""`manage.py extract_translations`: bring the .po files up to date with the source."""

from typing import Any

from django.core.management.base import BaseCommand

from prm.local.translations import bring_up_to_date, catalogs, compile_stale


class Command(BaseCommand):
    """Adds new messages, leaves out old ones, and says what is not translated yet."""

    help = "Bring the translations up to date with the source, and compile them."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        for path in catalogs():
            catalog = bring_up_to_date(path)
            missing = [message.id for message in catalog if message.id and not message.string]
            language = path.parent.parent.name
            self.stdout.write(f"{language}: {len(catalog)} messages, {len(missing)} not translated")
            for message in missing:
                self.stdout.write(f"  {message!r}")
        compile_stale()
