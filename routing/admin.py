"""Routing in the vendor admin: each room registers its pages."""

from routing.advice.admin import page as advice
from routing.batches.admin import coverage
from routing.conversations.admin import panel as messages_panel
from routing.conversations.admin import write as write_message
from routing.home.admin import menu
from routing.lead_pages.admin import board, export, files, lead
from routing.offers.admin import acts
from routing.partner_pages.admin import health, partner
from routing.policies.admin import policies, policy_page, pool_page, rule_page, try_lead_page
from routing.reports.admin import mails as report_mails
from routing.reports.admin import pages as reports
from routing.review.admin import bulk, presence, review
from routing.shares.admin import shares
from routing.simulation.admin import simulations

__all__ = [
    "acts",
    "advice",
    "board",
    "bulk",
    "coverage",
    "export",
    "files",
    "health",
    "lead",
    "menu",
    "messages_panel",
    "partner",
    "policies",
    "policy_page",
    "pool_page",
    "presence",
    "report_mails",
    "reports",
    "review",
    "rule_page",
    "shares",
    "simulations",
    "try_lead_page",
    "write_message",
]
