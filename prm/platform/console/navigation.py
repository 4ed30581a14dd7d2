"""The sidebar: where everything is, with the number of things that wait for a person."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from prm.platform.console.access import may_govern
from prm.platform.console.site import vendor_site

Item = dict[str, Any]


def sidebar(request: HttpRequest) -> list[Item]:
    """unfold's navigation for this visitor (`UNFOLD["SIDEBAR"]["navigation"]`)."""
    waiting = vendor_site.waiting()
    groups = [_work(waiting), _partners(waiting), _policy(), _catalogue(waiting)]
    return [*groups, _vendor()] if may_govern(request) else [*groups, _outside()]


def _work(waiting: dict[str, int]) -> Item:
    return _group(
        "",
        _item(_("Overview"), "dashboard", "index"),
        _item(_("Review queue"), "rule", "review_queue", waiting.get("review", 0)),
        _item(_("Leads"), "inbox", "leads_lead_changelist"),
        _item(
            _("Deal registrations"), "handshake", "leads_dealregistration_changelist", waiting.get("deals", 0)
        ),
        _item(_("Import"), "upload_file", "imports"),
    )


def _partners(waiting: dict[str, int]) -> Item:
    asked = waiting.get("requests", 0)
    return _group(
        _("Partners"),
        _item(_("Partners"), "storefront", "partners_partner_changelist"),
        _item(_("Requests"), "contact_support", "partners_changerequest_changelist", asked),
        _item(_("Coverage"), "public", "coverage"),
        _item(_("Shares"), "balance", "share_report"),
        _item(_("Agreements"), "contract", "partners_agreement_changelist"),
    )


def _policy() -> Item:
    return _group(
        _("Policy"),
        _item(_("Versions"), "alt_route", "routing_policyversion_changelist"),
        _item(_("Qualification"), "checklist", "qualification"),
        _item(_("Test a lead"), "science", "test_lead"),
        _item(_("Simulations"), "model_training", "routing_simulation_changelist"),
    )


def _catalogue(waiting: dict[str, int]) -> Item:
    lists = _group(
        _("Lists"),
        _item(_("Tiers"), "military_tech", "partners_tier_changelist"),
        _item(_("Certifications"), "verified", "partners_certification_changelist"),
        _item(_("Industries"), "factory", "partners_vertical_changelist"),
        _item(_("Products"), "inventory_2", "partners_product_changelist"),
        _item(_("Unlisted names"), "translate", "leads_alias_changelist", waiting.get("aliases", 0)),
        _item(_("Decline reasons"), "thumb_down", "leads_declinereason_changelist"),
        _item(_("Strategic accounts"), "star", "leads_strategicaccount_changelist"),
        _item(_("Exchange rates"), "currency_exchange", "leads_exchangerate_changelist"),
    )
    return {**lists, "collapsible": True}


def _outside() -> Item:
    return _group(
        _("Outside"),
        _item(_("Webhooks"), "webhook", "outbox_webhookendpoint_changelist"),
        _item(_("Outgoing messages"), "outgoing_mail", "outbox_outboxmessage_changelist"),
    )


def _vendor() -> Item:
    return _group(
        _("Vendor"),
        _item(_("People"), "group", "tenants_membership_changelist"),
        _item(_("Invitations"), "mail", "tenants_invitation_changelist"),
        _item(_("API keys"), "key", "tenants_apikey_changelist"),
        *_outside()["items"],
        _item(_("Settings"), "settings", "vendor_settings"),
        _item(_("Audit trail"), "history", "tenants_auditentry_changelist"),
    )


def _group(title: str, *items: Item) -> Item:
    return {"title": title, "items": list(items)}


def _item(title: str, icon: str, page: str, waiting: int = 0) -> Item:
    """One line; `waiting` shows as a badge."""
    item: Item = {"title": title, "icon": icon, "link": reverse(f"admin:{page}")}
    return {**item, "badge": waiting, "badge_variant": "primary"} if waiting else item


def account(request: HttpRequest) -> list[Item]:
    """The links under the visitor's name."""
    return [
        {"title": _("Your account"), "link": reverse("account_email")},
        {"title": _("Change password"), "link": reverse("account_change_password")},
        {"title": _("Other vendors"), "link": "/"},
    ]
