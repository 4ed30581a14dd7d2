"""The leads app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    """Leads."""

    name = "leads"
    verbose_name = _("Leads")

    def ready(self) -> None:
        """Say what of this app can be imported from a spreadsheet."""
        from leads.sheets import LEADS  # noqa: PLC0415 - models are not loaded when this module is
        from prm.platform.sheets.kinds import register  # noqa: PLC0415

        register(LEADS)
