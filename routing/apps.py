"""The routing app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoutingConfig(AppConfig):
    """Routing."""

    name = "routing"
    verbose_name = _("Routing")

    def ready(self) -> None:
        """Register events, mails, the job that is woken, and who has leads, for posts that join one."""
        import routing.events  # noqa: PLC0415 - models are not loaded when this module is
        import routing.reports.mail  # noqa: F401, PLC0415
        from leads.hooks import register_holders  # noqa: PLC0415
        from prm.platform.wake import set_job  # noqa: PLC0415
        from routing.offers.services.tell_holders import find_holders  # noqa: PLC0415

        set_job("routing.route_vendor")
        register_holders(find_holders)
