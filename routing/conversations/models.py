"""What the vendor's people and a partner's write each other about an offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel
from routing.offers.models import Offer

MOST_CHARACTERS = 5000


class OfferMessage(TenantModel):
    """One message. The vendor's people and those of `partner` read it; nobody else does."""

    offer = TenantForeignKey(Offer, on_delete=models.CASCADE, related_name="messages")
    partner = TenantForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="+")
    is_from_vendor = models.BooleanField(_("from the vendor"))
    author = models.ForeignKey(
        "tenants.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = models.TextField(_("message"), max_length=MOST_CHARACTERS)
    sent_at = models.DateTimeField(_("sent"), default=clock.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("sent_at", "id")
        indexes = (models.Index(fields=["vendor", "offer", "sent_at"], name="message_of_offer"),)

    def __str__(self) -> str:
        return self.body[:60]
