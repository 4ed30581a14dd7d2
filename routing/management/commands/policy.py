"""manage.py policy {export,validate,diff,publish,schema}: policies as files."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prm.platform.actors import SYSTEM, Actor
from prm.platform.errors import InvalidInput, ProductError
from prm.platform.tenants.models import Membership, Role, Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.engine import Problem, errors_of, policy_schema
from routing.models import PolicyVersion
from routing.policies.selectors.policy import published_row, version_numbered
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.policy_diff import diff_documents
from routing.policies.services.create_draft import create_draft
from routing.policies.services.publish import publish_draft
from routing.policies.services.transfer import read_policy, write_policy

WRITERS = (Role.ADMIN, Role.CHANNEL_MANAGER)


class Command(BaseCommand):
    help = (
        "Export, validate, compare and publish a vendor's routing policy as YAML, or print the JSON Schema."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        export = parts.add_parser("export", help="print a version as YAML")
        export.add_argument("vendor")
        export.add_argument("--number", type=int, help="a version; without it, the one in force")
        validate = parts.add_parser("validate", help="name everything that is wrong with a file")
        validate.add_argument("vendor")
        validate.add_argument("file", help="YAML or JSON; - for standard input")
        diff = parts.add_parser("diff", help="say what a file would change")
        diff.add_argument("vendor")
        diff.add_argument("file")
        diff.add_argument("--number", type=int, help="compare with this version, not the one in force")
        publish = parts.add_parser("publish", help="put a file in force")
        publish.add_argument("vendor")
        publish.add_argument("file")
        publish.add_argument("--note", required=True, help="what this version is for")
        publish.add_argument("--user", help="e-mail address of the person who publishes")
        parts.add_parser("schema", help="print the JSON Schema of policy documents")

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        if part == "schema":
            self.stdout.write(json.dumps(policy_schema(), indent=2))
            return
        vendor = Vendor.objects.filter(slug=options["vendor"]).first()
        if vendor is None:
            raise CommandError(f"There is no vendor {options['vendor']}.")
        try:
            with vendor_scope(vendor.id):
                getattr(self, f"_{part}")(vendor, options)
        except InvalidInput as invalid:
            lines = [f"{error.field or 'file'}: {error.message} ({error.code})" for error in invalid.errors]
            raise CommandError("\n".join(lines), returncode=1) from invalid
        except ProductError as error:
            raise CommandError(error.message, returncode=1) from error

    def _export(self, vendor: Vendor, options: dict[str, Any]) -> None:
        self.stdout.write(write_policy(_version(options["number"]).document), ending="")

    def _validate(self, vendor: Vendor, options: dict[str, Any]) -> None:
        problems = check_document(read_policy(_text(options["file"])))
        for problem in problems:
            self.stdout.write(_words(problem))
        if errors_of(problems):
            raise CommandError("This cannot be published.", returncode=1)
        self.stdout.write("This can be published.")

    def _diff(self, vendor: Vendor, options: dict[str, Any]) -> None:
        changes = diff_documents(_version(options["number"]).document, read_policy(_text(options["file"])))
        for change in changes:
            self.stdout.write(change.words)
        if not changes:
            self.stdout.write("Nothing changes.")

    def _publish(self, vendor: Vendor, options: dict[str, Any]) -> None:
        actor = _actor(vendor, options["user"])
        draft = create_draft(document=read_policy(_text(options["file"])), actor=actor, note=options["note"])
        version = publish_draft(version_id=draft.id, actor=actor)
        self.stdout.write(f"Version {version.number} is in force.")


def _version(number: int | None) -> PolicyVersion:
    found = published_row() if number is None else version_numbered(number)
    if found is None:
        raise CommandError("No policy is published.")
    return found


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} cannot be read: it is not text in UTF-8") from error


def _actor(vendor: Vendor, email: str | None) -> Actor:
    """Who publishes: a member that may, or the system where nobody is named."""
    if email is None:
        return SYSTEM
    members = Membership.objects.filter(role__in=WRITERS, is_active=True, user__is_active=True)
    member = members.filter(user__email=email.strip().lower()).first()
    if member is None:
        raise CommandError(f"{email} may not publish for {vendor.slug}.")
    return Actor("user", member.user_id)


def _words(problem: Problem) -> str:
    return f"{problem.severity}: {problem.path}: {problem.message} ({problem.code})"
