"""Routing's pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu
from prm.platform.console.settings_index import Line, Section, add_to_settings

add_to_menu(
    Entry(Group.WORK, _("Overview"), "dashboard", "index", 10),
    Entry(Group.WORK, _("Review queue"), "rule", "review_queue", 20, counter="review"),
    Entry(Group.WORK, _("Pipeline"), "view_kanban", "pipeline_board", 35),
    Entry(Group.WORK, _("Reports"), "bar_chart", "reports", 90),
    Entry(Group.PARTNERS, _("Health"), "monitor_heart", "partner_health", 15),
    Entry(Group.PARTNERS, _("Coverage"), "public", "coverage", 30),
    Entry(Group.PARTNERS, _("Shares"), "balance", "share_report", 40),
    Entry(Group.POLICY, _("Versions"), "alt_route", "routing_policyversion_changelist", 10),
    Entry(Group.POLICY, _("Test a lead"), "science", "test_lead", 30),
    Entry(Group.POLICY, _("Simulations"), "model_training", "routing_simulation_changelist", 40),
)
add_to_settings(
    Line(
        Section.ASSIGNMENT,
        _("Rules, pools and terms"),
        _("Who gets a lead, how long they have, and when it comes back."),
        "routing_policyversion_changelist",
        10,
    ),
    Line(
        Section.ASSIGNMENT,
        _("Advice"),
        _("Whether assigning by hand, by rules or both suits you."),
        "advice",
        20,
    ),
)
