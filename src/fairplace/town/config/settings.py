"""Every setting, in one flat file. Each environment variable is read here, once."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from fairplace.town.config import environment

# --- Where things are kept -------------------------------------------------------------------
DATA_DIR = Path(environment.text("FAIRPLACE_DATA_DIR", "var")).expanduser().resolve()
IS_DEMONSTRATION = environment.flag("FAIRPLACE_DEMO")
DEBUG = environment.flag("FAIRPLACE_DEBUG")


def _secret_key() -> str:
    # `fairplace init` writes the key beside the database, so that a small town needs no configuration.
    kept = DATA_DIR / "secret-key"
    return environment.text("FAIRPLACE_SECRET_KEY", kept.read_text().strip() if kept.exists() else None)


SECRET_KEY = _secret_key()
DATABASES = {
    "default": dict(
        dj_database_url.parse(
            environment.text("FAIRPLACE_DATABASE_URL", f"sqlite:///{(DATA_DIR / 'town.sqlite3').as_posix()}"),
            conn_max_age=60,
            conn_health_checks=True,
        )
    )
}
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
assert sqlite3.sqlite_version_info >= (3, 37), "SQLite 3.37 or newer is needed."

# --- Apps, top storey first ------------------------------------------------------------------
TOWN_APPS = [
    "api", "reports", "packs", "reviews", "governance", "logicmodels", "measures", "workstreams", "feeds",
    "indicators", "partners", "framework", "pages", "places", "media", "sheets", "chain", "letters",
    "documents", "people", "ui",
]  # fmt: skip
INSTALLED_APPS = [
    *(f"fairplace.town.{app}" for app in TOWN_APPS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "modelcluster",
    "taggit",
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.redirects",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "fairplace.town.config.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "fairplace.town.config.middleware.editor_policy",
    "fairplace.town.config.middleware.no_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fairplace.town.places.middleware.town",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "fairplace.town.config.urls"
WSGI_APPLICATION = "fairplace.town.config.wsgi.application"
FORM_RENDERER = "fairplace.town.ui.forms.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["fairplace.town.ui.templatetags.ui", "fairplace.town.ui.templatetags.words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fairplace.town.places.context.town",
            ],
        },
    }
]

# --- People and sign-in ----------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# A link in a mail signs in once, for twenty minutes; links.py gives a welcome a longer life.
SESAME_MAX_AGE = 60 * 20
SESAME_ONE_TIME = True
SESAME_INVALIDATE_ON_EMAIL_CHANGE = True
SESAME_TOKENS = ["sesame.tokens_v2"]
ACCOUNT_ADAPTER = "fairplace.town.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Whoever keeps the people knows their addresses; a link that arrives proves the rest.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True
# Axes locks out one person at one address; the second limit holds over all addresses together.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "30/m/ip,3/10m/key",
    "login_failed": "30/m/ip,20/h/key",
    "tell_us": "10/10m/ip",
    "comment": "10/10m/ip",
    "fresh_link": "10/10m/ip,3/h/key",
    "token_failed": "30/10m/ip",
}
ACCOUNT_FORMS = {
    "login": "fairplace.town.people.forms.PasswordSignInForm",
    "reauthenticate": "fairplace.town.people.forms.PasswordAgainForm",
    "set_password": "fairplace.town.people.forms.SetPasswordForm",
    "change_password": "fairplace.town.people.forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "fairplace.town.people.forms.CodeForm",
    "reauthenticate": "fairplace.town.people.forms.CodeAgainForm",
    "activate_totp": "fairplace.town.people.forms.ActivateAppForm",
    "authenticate_webauthn": "fairplace.town.people.forms.PasskeyForm",
    "reauthenticate_webauthn": "fairplace.town.people.forms.PasskeyAgainForm",
    "login_webauthn": "fairplace.town.people.forms.PasskeySignInForm",
    "add_webauthn": "fairplace.town.people.forms.AddPasskeyForm",
    "edit_webauthn": "fairplace.town.people.forms.RenamePasskeyForm",
}
MFA_ADAPTER = "fairplace.town.people.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Fairplace"
# The clocks of telephones are rarely exact: the code before and the code after are taken too.
MFA_TOTP_TOLERANCE = 1
# The network address is believed from X-Forwarded-For only where that many proxies of ours add to it.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("FAIRPLACE_PROXIES", 0)
AXES_CLIENT_IP_CALLABLE = "fairplace.town.people.access.get_address"
# A council's people share one network address, so that alone locks nobody out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "email"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "people/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Mail ------------------------------------------------------------------------------------
# The demonstration writes its mail into a folder; a town names its SMTP server.
EMAIL_HOST = environment.text("FAIRPLACE_SMTP_HOST", "")
EMAIL_PORT = environment.number("FAIRPLACE_SMTP_PORT", 587)
EMAIL_HOST_USER = environment.text("FAIRPLACE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = environment.text("FAIRPLACE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("FAIRPLACE_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = str(DATA_DIR / "outbox")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("FAIRPLACE_MAIL_FROM", "Fairplace <fairplace@localhost>")
LETTERS_A_MINUTE = environment.number("FAIRPLACE_MAIL_A_MINUTE", 120)

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = []
DATE_FORMAT = "j F Y"

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
# Where `fairplace init` gathers the files, named by their content; without it they are served in place.
STATIC_ROOT = environment.text("FAIRPLACE_STATIC_ROOT", "") or None
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": _STATIC if STATIC_ROOT else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_ROOT
WHITENOISE_AUTOREFRESH = DEBUG

# --- What may be forgotten -------------------------------------------------------------------
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Who is here is asked in whichever process answers, so it is kept where all of them look.
    "shared": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
    },
}

# --- Security --------------------------------------------------------------------------------
ALLOWED_HOSTS = environment.words("FAIRPLACE_HOSTS", "localhost,127.0.0.1,[::1]")
_IS_HTTPS = environment.flag("FAIRPLACE_HTTPS")
CSRF_FAILURE_VIEW = "fairplace.town.ui.views.refuse_forged"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _IS_HTTPS else []
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Browsers offer passkeys without HTTPS on localhost only, and so a demonstration may take them there.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Where figures come from ------------------------------------------------------------------
# A town asks publishers only where somebody said so; files can be loaded always.
ASKS_PUBLISHERS = environment.choice("FAIRPLACE_SOURCES", ("offline", "online")) == "online"
# Mirrors, for a council without a way out, by the code of the publisher.
SOURCE_ADDRESSES = environment.addresses("FAIRPLACE_SOURCE_ADDRESSES")
# How patiently they are asked, where it is not as the library does.
SOURCE_CLIENT = {}

# --- Work in the background ------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- Editorial pages -------------------------------------------------------------------------
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Paper"
WAGTAIL_SITE_NAME = "Fairplace"
WAGTAILADMIN_BASE_URL = environment.text("FAIRPLACE_ADDRESS", "http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
