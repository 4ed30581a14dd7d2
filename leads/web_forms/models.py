"""A web form, what it says of consent, and how many posts it has had."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


def today() -> date:
    """The present date in UTC."""
    return clock.now().date()


class PartnerUse(models.TextChoices):
    """What partners may do with a form."""

    NONE = "none", _("Partners may not use it")
    HOSTED = "hosted", _("Partners may make their own link")
    EMBEDDED = "embedded", _("Partners may make their own link and embed the form")


class WebForm(TenantModel):
    """A form for one campaign. With `template` it is a partner's own copy of that form.

    A copy asks what its template asks, in the same words and with the same consent; its name, campaign,
    heading, introduction and allowed origins are its own. `questions` holds what is asked, in order: see
    `questions.py`. `public_id` stands in the form's address, `short_code` in its short link.
    `consent_version` is the version of the consent text that is shown now; 0: none.
    """

    name = models.CharField(_("name"), max_length=100)
    campaign = models.CharField(_("campaign"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=100, default="web")
    public_id = models.CharField(max_length=20, editable=False)
    short_code = models.CharField(max_length=12, editable=False)
    template = TenantForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="copies"
    )
    partner = TenantForeignKey(
        Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    intro = models.TextField(_("introduction"), max_length=2000, blank=True)
    button = models.CharField(_("words on the button"), max_length=60, blank=True)
    thanks = models.TextField(_("thank-you text"), max_length=1000, blank=True)
    redirect_url = models.URLField(_("page to show afterwards"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    questions = models.JSONField(_("questions"), default=list)
    consent_version = models.PositiveSmallIntegerField(default=0, editable=False)
    consent_required = models.BooleanField(_("consent is required"), default=True)
    allowed_origins = ArrayField(
        models.CharField(max_length=255), default=list, blank=True, verbose_name=_("sites that may embed it")
    )
    partner_use = models.CharField(
        _("use by partners"), max_length=10, choices=PartnerUse.choices, default=PartnerUse.NONE
    )
    most_per_hour = models.PositiveIntegerField(
        _("most posts in an hour"),
        default=500,
        validators=(MinValueValidator(1), MaxValueValidator(100_000)),
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("web form")
        verbose_name_plural = _("web forms")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "public_id"], name="web_form_public_id"),
            models.UniqueConstraint(fields=["vendor", "short_code"], name="web_form_short_code"),
            models.CheckConstraint(
                condition=models.Q(template__isnull=True, partner__isnull=True)
                | models.Q(template__isnull=False, partner__isnull=False),
                name="web_form_copy_has_partner",
            ),
        )
        indexes = (
            models.Index(fields=["vendor", "partner"], name="web_form_of_partner"),
            models.Index(fields=["vendor", "template"], name="web_form_copies"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def basis(self) -> "WebForm":
        """The form that says what is asked: the template of a copy, else the form itself."""
        return self.template or self

    @property
    def is_open(self) -> bool:
        """Whether posts are taken."""
        if self.template is None:
            return self.is_active
        return self.is_active and self.template.is_active and self.template.partner_use != PartnerUse.NONE

    @property
    def origins(self) -> list[str]:
        """The sites that may embed it; a partner's copy, only as long as the vendor lets partners embed."""
        if self.template is not None and self.template.partner_use != PartnerUse.EMBEDDED:
            return []
        return self.allowed_origins


class FormConsent(TenantModel):
    """One version of what a form says of consent. Never changed: a post may show an earlier version."""

    form = TenantForeignKey(WebForm, on_delete=models.CASCADE, related_name="consents", db_index=False)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=2000)
    created_at = models.DateTimeField(_("since"), default=clock.now)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["vendor", "form", "version"], name="form_consent_version"),
        )

    def __str__(self) -> str:
        return f"{self.form_id} {self.version}"


class PostOutcome(models.TextChoices):
    """What became of a post."""

    LEAD = "lead", _("New leads")
    DUPLICATE = "duplicate", _("Added to a lead that was there")
    WRONG = "wrong", _("Sent back to be corrected")
    HONEYPOT = "honeypot", _("Filled in a field that people do not see")
    TOO_FAST = "too_fast", _("Sent faster than a person can")
    STALE = "stale", _("Form token or proof of work expired")
    PROOF = "proof", _("Wrong proof of work")
    REUSED = "reused", _("Proof of work used before")
    RATE = "rate", _("Too many posts")
    ORIGIN = "origin", _("Sent from a site that is not allowed")


TAKEN = (PostOutcome.LEAD, PostOutcome.DUPLICATE)
REFUSED = tuple(one for one in PostOutcome if one not in (*TAKEN, PostOutcome.WRONG))


class FormCount(TenantModel):
    """How many posts of a form had this outcome on a day (UTC)."""

    form = TenantForeignKey(WebForm, on_delete=models.CASCADE, related_name="counts", db_index=False)
    counted_on = models.DateField(default=today)
    outcome = models.CharField(max_length=10, choices=PostOutcome.choices)
    posts = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of posts")
        verbose_name_plural = _("counts of posts")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "form", "counted_on", "outcome"], name="form_count_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.counted_on} {self.outcome} {self.posts}"
