"""How events are grouped where people choose among them; the lowest rank comes first."""

from django.utils.translation import gettext_lazy as _

from prm.platform.outbox.catalogue import Group

OFFERS = Group(_("Offers"), 10)
WORK = Group(_("Leads that a partner works on"), 20)
DEALS = Group(_("Deals"), 30)
LEADS = Group(_("Leads"), 40)
RULES = Group(_("Routing rules"), 60)
