"""A source that is asked about leads over HTTP."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantModel

HEADER_NAME = RegexValidator(r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", _("This is not the name of a header."))
MOST_CACHE_HOURS = 24 * 30


class EnrichmentSource(TenantModel):
    """A data service of the vendor's choice: a GET of `address`, whose JSON answer fills fields of the lead.

    `address` holds names of `asked/address.py` in braces. `mapping` maps a lead's fields to expressions
    (`leads/inbound/expression.py`). `secret` is sealed (`prm/platform/sealed.py`). `sample` is the answer of
    the last try on the source's page. The source with the lowest `position` wins where several answer.
    """

    name = models.CharField(_("name"), max_length=60)
    address = models.CharField(_("address"), max_length=500)
    header = models.CharField(
        _("header of the key"), max_length=80, default="Authorization", validators=[HEADER_NAME]
    )
    secret = models.TextField(editable=False, blank=True)
    mapping = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    cache_hours = models.PositiveSmallIntegerField(
        _("keep answers for (hours)"),
        default=24,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_CACHE_HOURS)],
    )
    is_active = models.BooleanField(_("active"), default=True)
    sample = models.JSONField(null=True, editable=False)
    answered = models.PositiveBigIntegerField(default=0, editable=False)
    failed = models.PositiveBigIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=200, blank=True, default="", editable=False)
    problem_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("enrichment source")
        verbose_name_plural = _("enrichment sources")
        ordering = ("position", "created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "name"], name="enrichment_source_named_once"),
        )

    def __str__(self) -> str:
        return self.name
