"""Partners' pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu
from prm.platform.console.settings_index import Line, Section, add_to_settings

add_to_menu(
    Entry(Group.PARTNERS, _("Partners"), "storefront", "partners_partner_changelist", 10),
    Entry(
        Group.PARTNERS,
        _("Requests"),
        "contact_support",
        "partners_changerequest_changelist",
        20,
        counter="requests",
    ),
    Entry(Group.PARTNERS, _("Agreements"), "contract", "partners_agreement_changelist", 50),
    Entry(Group.LISTS, _("Tiers"), "military_tech", "partners_tier_changelist", 10),
    Entry(Group.LISTS, _("Certifications"), "verified", "partners_certification_changelist", 20),
    Entry(Group.LISTS, _("Industries"), "factory", "partners_vertical_changelist", 30),
    Entry(Group.LISTS, _("Products"), "inventory_2", "partners_product_changelist", 40),
)
add_to_settings(
    Line(
        Section.PROGRAMME,
        _("Tiers"),
        _("The levels of your programme, such as Gold and Silver, and their order."),
        "partners_tier_changelist",
        10,
    ),
    Line(
        Section.PROGRAMME,
        _("Certifications"),
        _("What partners can prove to know."),
        "partners_certification_changelist",
        20,
    ),
    Line(
        Section.PROGRAMME,
        _("Products"),
        _("What you sell, and which certification each needs."),
        "partners_product_changelist",
        30,
    ),
    Line(
        Section.PROGRAMME,
        _("Industries"),
        _("The lines of business that leads and partners belong to."),
        "partners_vertical_changelist",
        40,
    ),
    Line(
        Section.PROGRAMME,
        _("Agreements"),
        _("The text that partners sign before they receive leads."),
        "partners_agreement_changelist",
        50,
    ),
)
