"""`manage.py up`: run the whole stack on this machine, until Ctrl-C or SIGTERM."""

import signal
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prm.local.ready import banner
from prm.local.stack import Stack, Stopped
from prm.local.trouble import Trouble


class Command(BaseCommand):
    """Starts and watches PostgreSQL, Redis, web, worker and beat."""

    help = "Run the whole stack: PostgreSQL and Redis (or DATABASE_URL and REDIS_URL), web, worker, beat."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")
        parser.add_argument(
            "--data", type=Path, default=Path(".prm"), help="folder for everything that is kept (.prm)"
        )
        parser.add_argument("--demo", action="store_true", help="load the demo data")
        parser.add_argument("--no-web", action="store_true", help="all but the web server")

    def handle(self, *, port: int, data: Path, demo: bool, no_web: bool, **options: Any) -> None:
        self.began = monotonic()
        stack = Stack(data.absolute(), port, demo, not no_web, self.say)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stack.stop_asked.set())
        try:
            stack.start()
            self.say("Serving")
            self.stdout.write(banner(stack.folder, stack.url))
            self.stdout.flush()
            stack.watch()
        except Stopped:
            pass
        except Trouble as trouble:
            raise CommandError(str(trouble)) from None
        finally:
            stack.stop()

    def say(self, line: str) -> None:
        """One line of progress, with the seconds since the start."""
        self.stdout.write(f"{monotonic() - self.began:6.1f} s  {line}")
        self.stdout.flush()
