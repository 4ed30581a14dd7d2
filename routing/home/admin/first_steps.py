"""From an empty vendor to the first routed lead: the steps in order, each where it is done.

Progress is read from what is there, so it is kept whoever does a step, and however. The list goes away once a
lead has been offered to a partner.
"""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from leads.models import Lead
from partners.models import Partner, Territory, Tier
from prm.platform.tenants.models import ApiKey
from routing.models import Offer, PolicyVersion, Simulation


@dataclass(frozen=True)
class Step:
    """Something to do, why, where, and whether it has been done. What `is_optional` can be left out."""

    words: str
    why: str
    link: str
    is_done: bool
    is_optional: bool = False
    is_next: bool = False


def first_steps(*, may_govern: bool) -> list[Step]:
    """The steps in order; none once a lead has been offered. The first open one that is needed comes next."""
    if Offer.objects.exists():
        return []
    steps = _steps(may_govern)
    following = next((step for step in steps if not step.is_done and not step.is_optional), None)
    return [replace(step, is_next=True) if step is following else step for step in steps]


def _steps(may_govern: bool) -> list[Step]:
    own = PolicyVersion.objects.filter(published_by__isnull=False)
    keys = ApiKey.objects.filter(partner=None, revoked_at=None)
    drafts = _list("routing_policyversion")
    steps = [
        Step(
            _("Name the tiers of your programme"),
            _("Gold, Silver, Bronze, or whatever you call them."),
            _list("partners_tier"),
            Tier.objects.exists(),
        ),
        Step(
            _("Bring your partners"),
            _("From a spreadsheet, or one by one."),
            reverse("admin:imports"),
            Partner.objects.exists(),
        ),
        Step(
            _("Say where they sell"),
            _("Territories come with the same spreadsheet, or on each partner’s page."),
            reverse("admin:coverage"),
            Territory.objects.exists(),
        ),
        Step(
            _("Start your rules from a template"),
            _("Round robin, by territory, by tier or by results. You can change everything."),
            reverse("admin:policy_new_draft"),
            own.exists() or PolicyVersion.objects.filter(created_by__isnull=False).exists(),
        ),
        Step(
            _("Try them on past leads"),
            _("Needs leads: import some of last quarter, or leave it out."),
            _list("routing_simulation"),
            Simulation.objects.exists(),
            is_optional=True,
        ),
        Step(
            _("Publish your rules"),
            _("From then on they decide about every lead."),
            drafts,
            own.exists(),
        ),
    ]
    if may_govern:
        steps.append(
            Step(
                _("Connect your marketing system with an API key"),
                _("Or a web form, an inbound webhook or a spreadsheet: see Integrations."),
                _list("tenants_apikey"),
                keys.exists(),
                is_optional=True,
            )
        )
    return [
        *steps,
        Step(
            _("Enter the first lead"),
            _("By hand, to see it reach a partner within a second."),
            reverse("admin:lead_new"),
            Lead.objects.exists(),
        ),
    ]


def _list(model: str) -> str:
    return reverse(f"admin:{model}_changelist")
