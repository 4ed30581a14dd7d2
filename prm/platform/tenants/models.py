"""Vendors, the people who log in, what they may do, and the keys that machines use."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.ids import new_id
from prm.platform.tenants.base import TenantForeignKey, TenantModel
from prm.platform.tenants.slugs import refuse_reserved_slug


class SecondFactor(models.TextChoices):
    """Who of a vendor's programme must have an authenticator app or a passkey."""

    NOBODY = "nobody", _("Nobody")
    VENDOR = "vendor", _("The vendor’s own people")
    EVERYBODY = "everybody", _("Everybody")


def every_scope() -> list[str]:
    """The scopes of a key that may do all that its kind may."""
    return ["*"]


class Vendor(models.Model):
    """A tenant. Its slug is the first segment of its pages' paths."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("slug"), max_length=40, unique=True, validators=[refuse_reserved_slug])
    name = models.CharField(_("name"), max_length=200)
    brand_color = models.CharField(
        _("brand colour"), max_length=7, default="#2454a6", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=10, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    publish_needs_approval = models.BooleanField(
        _("publishing a policy needs a second person"), default=False
    )
    refuses_unreadable_leads = models.BooleanField(
        _("refuse leads with a field that cannot be read"), default=False, db_default=False
    )
    joins_repeated_leads = models.BooleanField(
        _("add posts by a known person to their open lead"), default=True, db_default=True
    )
    repeat_window_days = models.PositiveSmallIntegerField(
        _("days to add posts to the same lead"),
        default=90,
        db_default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    returning_leads_go_back = models.BooleanField(
        _("offer returning people to their earlier partner"), default=True, db_default=True
    )
    links_similar_leads = models.BooleanField(
        _("link leads of the same company and offer them to one partner"),
        default=True,
        db_default=True,
    )
    enrichment_off = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        db_default=[],
        verbose_name=_("enrichment that is off"),
    )
    has_enrichment_sources = models.BooleanField(default=False, db_default=False, editable=False)
    enrichment_milliseconds = models.PositiveSmallIntegerField(
        _("wait for enrichment at most (milliseconds)"),
        default=800,
        db_default=800,
        validators=[MinValueValidator(100), MaxValueValidator(5000)],
    )
    concentration_alarm_percent = models.PositiveSmallIntegerField(
        _("alarm when the top 5 percent of partners get more than (percent)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    minutes_by_hand = models.PositiveSmallIntegerField(
        _("minutes that a person needs to assign a lead"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
    )
    team_hours_a_week = models.PositiveSmallIntegerField(
        _("hours a week that your team has for assigning leads"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1000)],
    )
    second_factor = models.CharField(
        _("who must sign in with a second factor"),
        max_length=10,
        choices=SecondFactor.choices,
        default=SecondFactor.NOBODY,
        db_default=SecondFactor.NOBODY,
    )
    reply_to_email = models.EmailField(
        _("partners’ answers to mails go to"), max_length=254, blank=True, default="", db_default=""
    )
    requests_per_minute = models.PositiveIntegerField(
        _("API requests a minute"), null=True, blank=True, editable=False
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)

    class Meta:
        verbose_name = _("vendor")
        verbose_name_plural = _("vendors")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who can log in with this address; lower-cased, as it is compared."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do comes from their memberships, never from this row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(_("joined"), default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """The name, as Django's and the admin's templates ask for it."""
        return self.full_name


class Role(models.TextChoices):
    """What a member may do; the first three act for the vendor, the last two for one partner."""

    ADMIN = "admin", _("Admin")
    CHANNEL_MANAGER = "channel_manager", _("Channel manager")
    ANALYST = "analyst", _("Analyst")
    PARTNER_ADMIN = "partner_admin", _("Partner admin")
    PARTNER_REP = "partner_rep", _("Partner rep")


VENDOR_ROLES = (Role.ADMIN, Role.CHANNEL_MANAGER, Role.ANALYST)
PARTNER_ROLES = (Role.PARTNER_ADMIN, Role.PARTNER_REP)


def role_fits_partner() -> models.Q:
    """Partner roles name a partner; vendor roles do not."""
    return models.Q(role__in=PARTNER_ROLES, partner__isnull=False) | models.Q(
        role__in=VENDOR_ROLES, partner__isnull=True
    )


class Membership(TenantModel):
    """A person's role with a vendor, or with one of its partners."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    partner = TenantForeignKey(
        "partners.Partner",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("partner"),
    )
    is_active = models.BooleanField(_("active"), default=True)
    hears_of_offers = models.BooleanField(
        _("hears of offers"),
        default=True,
        db_default=True,
        help_text=_("If nobody at a partner gets offer mails, all its members do."),
    )
    created_at = models.DateTimeField(_("since"), default=clock.now)

    everywhere: ClassVar[models.Manager["Membership"]] = models.Manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("people")
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "user", "partner"], nulls_distinct=False, name="membership_once_per_partner"
            ),
            models.CheckConstraint(condition=role_fits_partner(), name="membership_role_fits_partner"),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Invitation(TenantModel):
    """An e-mailed invitation to take a role. The token is stored hashed."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    partner = TenantForeignKey(
        "partners.Partner",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    token_hash = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("sent"), default=clock.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (
            models.UniqueConstraint(fields=["vendor", "token_hash"], name="invitation_token"),
            models.CheckConstraint(condition=role_fits_partner(), name="invitation_role_fits_partner"),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def is_over(self) -> bool:
        """Whether it was accepted or has expired."""
        return self.accepted_at is not None or self.expires_at <= clock.now()


class ApiKey(TenantModel):
    """A key for the REST API: the vendor's, or one partner's. Shown once, stored hashed."""

    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(_("begins with"), max_length=80, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    partner = TenantForeignKey(
        "partners.Partner",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="api_keys",
        verbose_name=_("partner"),
    )
    scopes = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("scopes"),
        default=every_scope,
        db_default=["*"],
        editable=False,
    )
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_on = models.DateField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints = (models.UniqueConstraint(fields=["vendor", "prefix"], name="api_key_prefix"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class SettingsChange(models.Model):
    """That a vendor's settings have changed, and nothing of what (`kept.py`). Written by triggers alone."""

    number = models.BigAutoField(primary_key=True)
    of_vendor = models.UUIDField()

    class Meta:
        indexes = (models.Index(fields=["of_vendor", "number"], name="settings_change_of_vendor"),)

    def __str__(self) -> str:
        return str(self.number)


class AuditEntry(TenantModel):
    """Who changed which setting of a vendor, when: the admin's own history, append-only."""

    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    at = models.DateTimeField(_("when"), default=clock.now)
    action = models.CharField(_("action"), max_length=20)
    subject = models.CharField(_("what"), max_length=100)
    subject_id = models.CharField(max_length=64)
    summary = models.JSONField(_("changes"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        indexes = (models.Index(fields=["vendor", "subject", "subject_id"], name="audit_subject"),)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"

    @property
    def who(self) -> str:
        """The person, or the API key, or nobody (the system)."""
        return str(self.user) if self.user else str(self.summary.get("key", "–"))
