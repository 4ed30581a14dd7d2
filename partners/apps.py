"""The partners app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partners."""

    name = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        """Say which events there are, what a spreadsheet may hold, and who a partner's contact is."""
        import partners.events  # noqa: F401, PLC0415 - models are not loaded when this module is
        from partners.api.sheets import PARTNERS  # noqa: PLC0415
        from partners.selectors.managers import manager_email  # noqa: PLC0415
        from prm.platform.outbox.reply_to import ask_for_contact  # noqa: PLC0415
        from prm.platform.sheets.kinds import register  # noqa: PLC0415

        register(PARTNERS)
        ask_for_contact(manager_email)
