"""Marks of the vendor's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.catalogue import Named


class LeadMark(Named):
    """A mark that people or other systems put on leads, such as “new segment”. Rules ask for its slug."""

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["vendor", "slug"], name="lead_mark_slug"),)
