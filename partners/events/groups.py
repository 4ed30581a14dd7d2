"""The group of events that are about partners themselves (ranks of others: `leads/events/groups.py`)."""

from django.utils.translation import gettext_lazy as _

from prm.platform.outbox.catalogue import Group

PROGRAMME = Group(_("Partner programme"), 50)
