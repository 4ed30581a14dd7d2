"""When a partner can be reached: weekly hours and absences. Holidays come from its calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class WorkingHours(TenantModel):
    """One block of open hours on a weekday, in the partner's time zone.

    A partner with no block at all is open Monday to Friday, 9 to 17.
    """

    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens_at_minute = models.PositiveSmallIntegerField(_("opens (minute of the day)"))
    closes_at_minute = models.PositiveSmallIntegerField(_("closes (minute of the day)"))

    class Meta:
        verbose_name = _("open hours")
        verbose_name_plural = _("open hours")
        ordering = ("weekday", "opens_at_minute")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    opens_at_minute__lt=models.F("closes_at_minute"), closes_at_minute__lte=1440
                ),
                name="working_hours_open_before_they_close",
            ),
        )

    def __str__(self) -> str:
        opens, closes = divmod(self.opens_at_minute, 60), divmod(self.closes_at_minute, 60)
        return f"{self.get_weekday_display()} {opens[0]:02}:{opens[1]:02}–{closes[0]:02}:{closes[1]:02}"


class Absence(TenantModel):
    """Days, both included, on which the company (or one member of it) takes no leads."""

    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="absences")
    membership = TenantForeignKey(
        "tenants.Membership", on_delete=models.CASCADE, null=True, blank=True, related_name="absences"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")), name="absence_starts_before_it_ends"
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
