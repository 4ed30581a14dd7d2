"""Partners' pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu

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
