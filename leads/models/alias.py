"""What leads call an industry or a product that the vendor's lists lack."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants.base import TenantModel


class ListedField(models.TextChoices):
    """The fields that name an entry of one of the vendor's lists."""

    INDUSTRY = "industry", _("Industry")
    PRODUCTS = "products", _("Product")


class Alias(TenantModel):
    """A name that is on no list. With a `slug`, leads that use it mean that entry; before, they are counted.

    `folded` is the name as names are compared.
    """

    field = models.CharField(_("field"), max_length=10, choices=ListedField.choices)
    text = models.CharField(_("name"), max_length=80)
    folded = models.CharField(max_length=80, editable=False)
    slug = models.CharField(_("what is meant"), max_length=80, blank=True)
    leads = models.PositiveIntegerField(_("leads"), default=0, editable=False)
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("unlisted name")
        verbose_name_plural = _("unlisted names")
        ordering = ("slug", "-leads", "text")
        constraints = (models.UniqueConstraint(fields=["vendor", "field", "folded"], name="alias_once"),)

    def __str__(self) -> str:
        return self.text
