"""`python -m tests.stack.migration_lint`: no migration is missing, and none is unsafe under load.

Runs against a migrated database of its own, for the linter asks the database for the SQL.
"""

import os
import subprocess
import sys

from tests.stack import run_folder
from tests.stack.servers import REPOSITORY, clone_database, running_servers

DATABASE = "prm_lint"
APPS = ["api", "crm", "leads", "local", "outbox", "partners", "sheets", "routing", "tenants"]
# These make the first release's tables, which nobody is using yet; every later migration is linted.
FIRST_RELEASE = [
    "0001_initial",
    "0001_backlog",
    "0002_people",
    "0002_wall",
    "0003_absence_of_a_member",
    "0003_wall",
]
LINT = ["--include-apps", *APPS, "--ignore-name", *FIRST_RELEASE, "--quiet", "ok", "ignore", "--no-cache"]
CHECKS = (
    ["makemigrations", "--check", "--dry-run"],
    ["check", "--database", "default", "--fail-level", "WARNING"],
    ["lintmigrations", "--database", "owner", "--project-root-path", str(REPOSITORY), *LINT],
)


def main() -> int:
    """Run the checks and return how many failed."""
    folder = run_folder.begin()
    try:
        servers = running_servers()
        clone_database(servers, DATABASE)
        environment = {**os.environ, **servers.environment(DATABASE, 0)}
        environment["DJANGO_SETTINGS_MODULE"] = "tests.stack.lint_settings"
        environment["PRM_LOG_LEVEL"] = "WARNING"
        commands = [[sys.executable, "manage.py", *check] for check in CHECKS]
        return sum(
            subprocess.run(command, cwd=REPOSITORY, env=environment).returncode != 0 for command in commands
        )
    finally:
        run_folder.end(folder)


if __name__ == "__main__":
    sys.exit(main())
