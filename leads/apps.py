"""The leads app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    """Leads."""

    name = "leads"
    verbose_name = _("Leads")

    def ready(self) -> None:
        """Say which events there are, and what can be imported from a spreadsheet."""
        import leads.events  # noqa: F401, PLC0415 - models are not loaded when this module is
        from leads.events.on_timeline import write_timeline  # noqa: PLC0415
        from leads.sheets import LEADS  # noqa: PLC0415
        from prm.platform.outbox.tell import keep_with  # noqa: PLC0415
        from prm.platform.sheets.kinds import register  # noqa: PLC0415

        keep_with(write_timeline)
        register(LEADS)
