"""What a new vendor does first: shown on the overview until the first lead has come in."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from leads.models import Lead
from partners.models import Partner, Tier
from prm.platform.tenants.models import ApiKey
from routing.models import PolicyVersion


@dataclass(frozen=True)
class Step:
    """Something to do, where, and whether it has been done."""

    words: str
    link: str
    is_done: bool


def first_steps(*, may_govern: bool) -> list[Step]:
    """The steps in order; none once leads come in."""
    if Lead.objects.exists():
        return []
    steps = [
        Step(_("Name the tiers of your programme"), _list("partners_tier"), Tier.objects.exists()),
        Step(_("Enter your partners"), _list("partners_partner"), Partner.objects.exists()),
        Step(
            _("Write your own rules, try them and publish them"),
            _list("routing_policyversion"),
            PolicyVersion.objects.filter(published_by__isnull=False).exists(),
        ),
    ]
    keys = ApiKey.objects.filter(partner=None, revoked_at=None, last_used_on__isnull=False)
    connect = Step(_("Connect your marketing system with an API key"), _list("tenants_apikey"), keys.exists())
    return [*steps, connect] if may_govern else steps


def _list(model: str) -> str:
    return reverse(f"admin:{model}_changelist")
