"""Settings, all from the environment; the defaults suit `manage.py up` on one machine.

Production (PRM_PRODUCTION=1) refuses to start with unsafe values: see `prm.project.checks`.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.http.request import split_domain_port
from django.utils.translation import gettext_lazy as _

from prm.project import scopes
from prm.project.mail_providers import mail_settings
from prm.project.schedule import BEAT_SCHEDULE, TASK_ROUTES

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

INSECURE_SECRET_KEY = "local-development-only-not-a-secret-key-0123456789"  # noqa: S105
PRODUCTION: bool = env.bool("PRM_PRODUCTION", default=False)
DEBUG: bool = env.bool("PRM_DEBUG", default=False)
SECRET_KEY: str = env.str("PRM_SECRET_KEY", default=INSECURE_SECRET_KEY)
# The address that people open: every link in every mail begins with it, whatever host a request names.
BASE_URL: str = env.str("PRM_BASE_URL", default="" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS: list[str] = env.list(
    "PRM_ALLOWED_HOSTS", default=[split_domain_port(urlsplit(BASE_URL).netloc)[0], *LOOPBACK_HOSTS]
)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("PRM_TRUSTED_ORIGINS", default=[])
DATA_DIR = Path(env.str("PRM_DATA", default=str(BASE_DIR / ".prm")))

INSTALLED_APPS = [
    "prm.platform.tenants",
    "prm.platform.ledger",
    "prm.platform.outbox",
    "prm.platform.sheets",
    "prm.local",
    "prm.project",
    "prm.platform.api",
    "prm.platform.console",
    "prm.demo",
    "partners",
    "leads",
    "routing",
    "crm",
    "portal",
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
]

MIDDLEWARE = [
    "prm.platform.request_id.RequestId",
    "prm.platform.client_address.ClientAddress",
    "prm.project.metrics.RequestMetrics",
    "django.middleware.gzip.GZipMiddleware",
    "prm.platform.tenants.middleware.VendorPathMiddleware",
    "prm.platform.tenants.caching.PrivateAnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "prm.platform.tenants.language.ReaderLanguageMiddleware",
    "prm.platform.tenants.activity.SessionActivityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "prm.platform.tenants.middleware.VendorScopeMiddleware",
]

ROOT_URLCONF = "prm.project.urls"
WSGI_APPLICATION = "prm.project.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prm.platform.tenants.context.vendor",
            ],
        },
    }
]

# Two roles on one database: `default` is the application's (row-level security binds it),
# `owner` owns the tables and runs the migrations: `manage.py migrate --database owner`.
_database_options: dict[str, Any] = {
    "pool": {
        "min_size": 1,
        "max_size": env.int("PRM_DB_POOL", default=10),
        "timeout": env.float("PRM_DB_WAIT_SECONDS", default=30.0),
    }
}
DATABASES: dict[str, Any] = {
    "default": {
        **env.db_url("DATABASE_URL", default="postgresql://prm_app@127.0.0.1:5432/prm"),
        "OPTIONS": _database_options,
        "CONN_HEALTH_CHECKS": True,
    },
    "owner": {
        **env.db_url("DATABASE_OWNER_URL", default="postgresql://prm_owner@127.0.0.1:5432/prm"),
        "TEST": {"MIRROR": "default"},
    },
}
DATABASE_ROUTERS = ["prm.platform.tenants.router.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "tenants.User"

REDIS_URL: str = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "prm",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT: bool = env.bool("PRM_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
BEHIND_PROXY: bool = env.bool("PRM_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# How many proxies of our own stand before the web server, one behind the other: `client_address`.
TRUSTED_PROXIES: int = env.int("PRM_TRUSTED_PROXIES", default=1 if BEHIND_PROXY else 0)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

# Accounts: one login for all vendors; the pages are the same under /accounts/ and /<vendor>/accounts/.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "prm.platform.tenants.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key", "reset_password": "20/m/ip,5/m/key"}
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half minutes that a phone's clock may be off, as RFC 6238 advises
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = Path(env.str("PRM_MEDIA", default=str(DATA_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "whitenoise.storage.CompressedStaticFilesStorage"
    },
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
vars().update(mail_settings(os.environ))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = env.str("PRM_FROM_EMAIL", default="Leads <leads@example.com>")

# Webhooks go to public addresses only; `manage.py up` allows this machine's own, to try them out.
ALLOW_PRIVATE_WEBHOOKS: bool = env.bool("PRM_ALLOW_PRIVATE_WEBHOOKS", default=False)

API_SCOPES, API_PATHS = scopes.API_SCOPES, scopes.API_PATHS
# Of one key; 0: no limit. An operator limits a whole vendor with `manage.py vendor limit`.
API_REQUESTS_PER_MINUTE: int = env.int("PRM_API_REQUESTS_PER_MINUTE", default=60_000)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["prm.platform.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["prm.platform.api.permissions.HasApiKey"],
    "DEFAULT_RENDERER_CLASSES": ["prm.platform.api.renderers.ApiJsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["prm.platform.api.parsers.StrictJsonParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "prm.platform.api.problems.problem_handler",
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": False,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Partner lead routing",
    "DESCRIPTION": "Post leads, follow offers, read every decision with its reasons.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "LeadState": "leads.models.LeadState",
        "LeadStage": "leads.models.LeadStage",
        "OfferState": "routing.models.OfferState",
        "WorkStatus": "routing.offers.models.WorkStatus",
        "PartnerStatus": "partners.models.PartnerStatus",
        "DealState": "leads.models.DealState",
        "PolicyState": "routing.models.PolicyState",
        "SimulationState": "routing.models.Simulation.State",
        "CrmRecordState": "crm.models.RecordState",
        "DeliveryState": "prm.platform.outbox.models.OutboxMessage.State",
        "ImportState": "prm.platform.sheets.models.ImportState",
        "ManualGround": "routing.models.Ground",
        "WebhookShape": "prm.platform.outbox.models.WebhookEndpoint.Shape",
        "ActorKind": "leads.models.event.ActorKind",
        "AliasField": "leads.models.alias.ListedField",
        "ClaimEvidence": ["registry_id", "domain", "name"],
        "CriterionCode": "leads.api.qualification_views.CODES",
        "LeadLinkKind": "leads.models.known.LeadLink.Kind",
        "CrmKind": "crm.models.connection.CrmKind",
        "CrmReason": "crm.models.record.Why",
        "CrmWinner": "crm.models.record.Winner",
        "ContactResult": "routing.offers.services.update_offer.RESULTS",
        "FirstAction": "routing.offers.services.update_offer.FIRST_ACTIONS",
        "OfferOutcome": ["won", "lost"],
        "StepReach": ["now", "near", "far"],
        "KeyScope": sorted(API_SCOPES),
        "PartnerUse": "leads.web_forms.models.PartnerUse",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "prm.platform.api.schema.add_what_all_calls_share",
        "prm.project.problem_codes.name_codes",
    ],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

CELERY = {
    "broker_url": REDIS_URL,
    "task_ignore_result": True,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "worker_hijack_root_logger": False,
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {"visibility_timeout": 120, "socket_timeout": 5, "socket_connect_timeout": 2},
    "worker_cancel_long_running_tasks_on_connection_loss": True,
    "task_default_queue": "prm",
    "task_routes": TASK_ROUTES,
    "task_soft_time_limit": 600,
    "timezone": "UTC",
    "beat_schedule": BEAT_SCHEDULE,
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Partner leads",
    "SITE_HEADER": "Partner leads",
    "SITE_URL": None,
    "SITE_SYMBOL": "alt_route",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "prm.platform.console.assets.icon"}],
    "STYLES": ["prm.platform.console.assets.brand", "prm.platform.console.assets.stylesheet"],
    "SCRIPTS": ["prm.platform.console.assets.expressions", "prm.platform.console.assets.script"],
    "DASHBOARD_CALLBACK": "routing.home.admin.overview.fill",
    "ACCOUNT": {"navigation": "prm.platform.console.navigation.account"},
    "SIDEBAR": {"navigation": "prm.platform.console.navigation.sidebar"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "prm.platform.redact.RedactingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Django's own handlers would write beside the root's, and print whole requests.
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PRM_LOG_LEVEL", "INFO")},
}
