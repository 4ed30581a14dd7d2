"""What other currencies are worth."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants.base import TenantModel


class ExchangeRate(TenantModel):
    """One unit of a currency in the vendor's own, from a day on, until the next rate of that currency."""

    currency = models.CharField(_("currency"), max_length=3)
    rate = models.DecimalField(
        _("value in your own currency"),
        max_digits=18,
        decimal_places=8,
        validators=[MinValueValidator(Decimal("0.00000001"))],
        help_text=_("What one unit is worth: 1.08 for EUR, if your own currency is USD."),
    )
    valid_from_on = models.DateField(_("valid from"))

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ("currency", "-valid_from_on")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "currency", "valid_from_on"], name="exchange_rate_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="exchange_rate_positive"),
        )

    def __str__(self) -> str:
        return f"{self.currency} {self.valid_from_on}"
