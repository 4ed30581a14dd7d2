"""How people of the vendor like their lists: saved views, and the columns that each has chosen."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel


class SavedView(TenantModel):
    """The filters, search and order of one list under a name. Shared with colleagues, or one's own."""

    page = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    is_shared = models.BooleanField(_("for everybody"), default=True)
    created_by = models.ForeignKey("tenants.User", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["vendor", "page", "created_by", "name"], name="saved_view_once"),
        )

    def __str__(self) -> str:
        return self.name


class ListColumns(TenantModel):
    """The columns of one list that one person has chosen, in their order."""

    page = models.CharField(max_length=60)
    columns = ArrayField(models.CharField(max_length=60), default=list)
    person = models.ForeignKey("tenants.User", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("columns of a list")
        verbose_name_plural = _("columns of lists")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "page", "person"], name="columns_of_a_list_once"),
        )

    def __str__(self) -> str:
        return self.page
