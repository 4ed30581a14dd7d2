"""The number of employees, where it was sent under another name."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from leads.enrichment.provider import Addition, Provider
from leads.fields.context import Context
from leads.fields.readers import employees
from leads.intake.normalise import CleanLead
from prm.platform.cleaning.refusal import Refused

_NAMES: Final = "companysize employeerange employeecount numberofemployees numemployees headcount staff size"
NAMES: Final = frozenset(_NAMES.split())


def find(lead: CleanLead) -> Iterator[Addition]:
    """The first unknown field whose name says so, as a number or a band such as “51-200”."""
    for name, value in lead.custom.items():
        if "".join(filter(str.isalpha, name.casefold())) in NAMES:
            try:
                yield Addition("employees", employees(value, Context(country=lead.country)), f"custom.{name}")
            except Refused:
                continue
            return


PROVIDER: Final = Provider(
    "employees", _("Employees from other fields, such as company_size"), ("employees",), find
)
