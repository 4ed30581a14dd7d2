"""Settings that belong to one method of choosing; a pool's form shows those of its own."""

from django.utils.translation import gettext_lazy as _

from partners.models import Tier
from routing.policies.admin.setting_fields import Group, Setting
from routing.policies.selectors.choice_words import CAPABILITY_WORDS


def method_groups() -> tuple[Group, ...]:
    """The groups of all methods, each naming whose they are."""
    tiers = list(Tier.objects.values_list("slug", "name"))
    return (
        Group(
            _("Shares of the tiers"),
            _shares(tiers),
            _(
                "In parts of 100. An empty or full tier’s share goes to the "
                "next tier in the order and is not owed later."
            ),
            ("tiered",),
            is_open=True,
        ),
        Group(_("Distance"), _nearest(), "", ("nearest",), is_open=True),
        Group(
            _("Performance"),
            _performance(),
            _(
                "Win rates are smoothed, so that one lucky win does not "
                "turn the pool, and newcomers keep a floor."
            ),
            ("performance",),
            is_open=True,
        ),
        Group(
            _("Points"),
            _points(),
            _("The partner with the most points gets the lead."),
            ("best_match", "broadcast"),
            is_open=True,
        ),
        Group(_("Invitations"), _invitations("claim"), "", ("claim",), is_open=True),
        Group(_("Invitations"), _invitations("broadcast"), "", ("broadcast",), is_open=True),
    )


def _shares(tiers: list[tuple[str, str]]) -> tuple[Setting, ...]:
    each = tuple(Setting(f"share_{slug}", ("shares", slug), "number", name) for slug, name in tiers)
    return (
        *each,
        Setting(
            "tier_order",
            ("tier_order",),
            "ordered",
            _("Order in which an empty tier’s share passes on"),
            "",
            lambda: tiers,
        ),
    )


def _nearest() -> tuple[Setting, ...]:
    return (
        Setting(
            "bands_km",
            ("nearest", "bands_km"),
            "numbers",
            _("Bands (km)"),
            _("Within a band nobody is nearer than another, such as 50, 150, 500."),
        ),
        Setting("radius_km", ("nearest", "radius_km"), "number", _("Farthest (km)")),
    )


def _performance() -> tuple[Setting, ...]:
    at = "performance"
    return (
        Setting("window_days", (at, "window_days"), "whole", _("Weights stay for (days)")),
        Setting(
            "floor_share",
            (at, "floor_share"),
            "number",
            _("Floor share"),
            _("Part of an even share that everybody keeps, such as 0.2."),
        ),
        Setting(
            "below_win_rate",
            (at, "below_win_rate"),
            "number",
            _("Low win rate"),
            _("Below this, such as 0.1, …"),
        ),
        Setting("step", (at, "step"), "number", _("… the weight falls by"), _("Such as 0.5.")),
        Setting(
            "prior_strength",
            (at, "prior_strength"),
            "number",
            _("Weight of the expectation"),
            _("In closed leads."),
        ),
        Setting(
            "prior_rate", (at, "prior_rate"), "number", _("Expected win rate"), _("Empty: the pool’s own.")
        ),
    )


def _points() -> tuple[Setting, ...]:
    return tuple(
        Setting(f"points_{name}", ("best_match", "points", name), "whole", label)
        for name, label in CAPABILITY_WORDS.items()
    )


def _invitations(method: str) -> tuple[Setting, ...]:
    return (
        Setting(f"{method}_invite", (method, "invite"), "whole", _("Invited at once")),
        Setting(f"{method}_per_day", (method, "per_day"), "whole", _("Most a day for a partner")),
    )
