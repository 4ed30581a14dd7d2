"""The CRM app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    """CRM."""

    name = "crm"
    verbose_name = _("CRM")

    def ready(self) -> None:
        """Hear of what happens to leads and partners."""
        from crm.services.mark_records import mark_told  # noqa: PLC0415 - models are not loaded when this module is
        from prm.platform.outbox.tell import keep_with  # noqa: PLC0415

        keep_with(mark_told)
