"""A browser as people call it, from what it says of itself."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# In this order: most browsers name others in what they say of themselves.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrom": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
SYSTEMS |= {"Mac OS X": "macOS", "CrOS": "ChromeOS", "Linux": "Linux"}


@register.filter
def browser_name(user_agent: str) -> str:
    """ "Firefox, Windows", as far as it can be told."""
    named = (said(user_agent, BROWSERS), said(user_agent, SYSTEMS))
    return ", ".join(part for part in named if part) or _("Unknown browser")


def said(user_agent: str, names: dict[str, str]) -> str:
    """The name of the first mark that is there."""
    return next((name for mark, name in names.items() if mark in user_agent), "")
