"""`manage.py create_vendor SLUG`: a vendor that can receive leads, and how to get in."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from prm.platform.errors import InvalidInput
from prm.platform.tenants.models import Role
from prm.platform.tenants.scope import vendor_scope
from prm.platform.tenants.services.create_vendor import NewVendor, create_vendor
from routing.policies.services.start_vendor import start_vendor


class Command(BaseCommand):
    """Prints, as JSON, the admin's login and an API key. They are shown this once."""

    help = "Make a vendor with an admin and an API key, and print both as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="first segment of the paths: small letters, digits, hyphens")
        parser.add_argument("--name", default="", help="what people read; made from the slug by default")
        parser.add_argument("--email", default="", help="the admin; admin@SLUG.example.com by default")
        parser.add_argument("--time-zone", default="UTC", help="an IANA name")
        parser.add_argument("--currency", default="USD", help="three letters")
        parser.add_argument("--language", default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                made = create_vendor(
                    slug=options["slug"],
                    name=options["name"],
                    admin_email=options["email"],
                    time_zone=options["time_zone"],
                    currency=options["currency"],
                    language=options["language"],
                )
                with vendor_scope(made.vendor.id):
                    start_vendor()
        except InvalidInput as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(told(made), indent=2))


def told(made: NewVendor) -> dict[str, Any]:
    """What is printed: the shape of a vendor in `ready.json`."""
    login = {
        "role": Role.ADMIN.value,
        "partner": None,
        "email": made.admin_email,
        "password": made.admin_password,
    }
    return {
        "slug": made.vendor.slug,
        "name": made.vendor.name,
        "api_key": made.api_key,
        "logins": [login],
    }
