"""The settings: one module for production and demo; nothing here opens a connection.

Every environment variable read is explained in `docs/reference/settings.md`.
"""

from datetime import timedelta

from ketnghia.config import environment, security
from ketnghia.config.database import django_database
from ketnghia.config.logs import logging_settings
from ketnghia.config.paths import CHECKOUT, data_folder

# What this process is

DEMO = environment.flag(
    "KETNGHIA_DEMO",
    doc="Demo mode: public passwords, a clock that can be shifted, and no binding but to loopback.",
)
DEBUG = False
DATA_FOLDER = data_folder()
SECRET_KEY = environment.text(
    "SECRET_KEY",
    doc="Signs sessions and tokens; at least 50 random characters. Required outside the demo, "
    "which makes one and keeps it in the data folder.",
)
if DEMO and not SECRET_KEY:
    SECRET_KEY = security.stored_secret(DATA_FOLDER)
_LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.items(
    "KETNGHIA_HOSTS", doc="Host names the application answers to, parted by commas. Unset: this machine only."
)
ALLOWED_HOSTS = _LOOPBACK if DEMO or not ALLOWED_HOSTS else ALLOWED_HOSTS
SITE_ADDRESS = environment.text(
    "KETNGHIA_ADDRESS",
    default=f"https://{ALLOWED_HOSTS[0]}",
    doc="Address of the application as people type it, for the links in letters.",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in _LOOPBACK]

# What it is made of, lowest first

INSTALLED_APPS = [
    "ketnghia.legal",
    "ketnghia.organisations",
    "ketnghia.accounts",
    "ketnghia.notices",
    "ketnghia.twinning",
    "ketnghia.campaigns",
    "ketnghia.reportforms",
    "ketnghia.attachments",
    "ketnghia.comments",
    "ketnghia.reports",
    "ketnghia.consolidation",
    "ketnghia.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "pgtrigger",
    "pghistory",
]
MIDDLEWARE = [
    "ketnghia.web.public.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "ketnghia.web.middleware.BodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ketnghia.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ketnghia.web.accounts.idle.IdleLockMiddleware",
    "ketnghia.web.middleware.ClockMiddleware",
    "ketnghia.web.middleware.ViewerMiddleware",
    "ketnghia.web.accounts.second_factor.SecondFactorMiddleware",
    "ketnghia.web.middleware.RefusalMiddleware",
    # Last, as it asks: it turns a locked sign-in into its own answer.
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "ketnghia.config.urls"
WSGI_APPLICATION = "ketnghia.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ketnghia.web.context.frame",
            ],
        },
    }
]
DATABASES = {"default": django_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language, numbers, time

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [CHECKOUT / "locale"]
FORMAT_MODULE_PATH = "ketnghia.config.formats"
# Grouping is asked for where an amount is shown: left to itself it would write the year 2.021.
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Who may come in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "ketnghia.accounts.backends.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ketnghia.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# axes counts wrong passwords and locks first; `login_failed` is there for what axes does not see, the codes
# of the second factor. A whole agency signs in from one address on the last evening, so the limit of an
# address is there only against guessing en masse.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key", "login": "300/m/ip", "one_time_link": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_ISSUER = "Kết nghĩa"
# The idle lock notes when a session was last seen, every half minute instead of at every request.
USERSESSIONS_TRACK_ACTIVITY = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
# Not by address: a whole agency sits behind one, and a guesser changes his.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_USERNAME_CALLABLE = "ketnghia.accounts.lockout.counted_username"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True
# Real time, as sign-ins are. In the demo nobody could wake the coordinators, so there nobody sleeps.
DORMANT_DAYS = environment.number(
    "KETNGHIA_DORMANT_DAYS",
    default=0 if DEMO else 45,
    doc="Days without a sign-in after which an account sleeps until somebody gives it a new link. 0: never. "
    "45 unless set; none in the demo.",
)
ONE_TIME_LINK_DAYS = environment.number(
    "KETNGHIA_ONE_TIME_LINK_DAYS",
    default=14,
    doc="Days for which a one-time link can be used. A letter needs a few of them to arrive.",
)
# Roles whose people must have a second factor before they see anything. The demo asks for none.
SECOND_FACTOR_ROLES = [] if DEMO else ["COORDINATOR", "DISTRICT_COORDINATOR"]
IDLE_LOCK_SECONDS = environment.number(
    "KETNGHIA_IDLE_LOCK_SECONDS", default=900, doc="Seconds without activity after which a session is locked."
)

# What a browser is told

SECURE_CSP = security.POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SECURE_HSTS_PRELOAD = not DEMO
if environment.flag(
    "KETNGHIA_BEHIND_PROXY",
    doc="Trust `X-Forwarded-Proto` and the last `X-Forwarded-For` of the proxy in front. Set it only where "
    "a proxy always writes both.",
):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "ketnghia.accounts.sessions"

# Files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
WHITENOISE_USE_FINDERS = DEMO
WHITENOISE_MAX_AGE = 60 if DEMO else 31_536_000
# Uploaded evidence: read through a view that asks who is looking, never by an address of its own.
MEDIA_ROOT = DATA_FOLDER / "media"
# Bytes; also shown to the person before a file is sent.
ATTACHMENT_MAX_BYTES = 10 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Mail and logs

_MAIL_SERVER = {
    "host": environment.text(
        "EMAIL_HOST", default="localhost", doc="Mail server. The demo sends no mail, it shows it."
    ),
    "port": environment.number("EMAIL_PORT", default=25, doc="Port of the mail server."),
    "username": environment.text("EMAIL_HOST_USER", doc="User name at the mail server."),
    "password": environment.text("EMAIL_HOST_PASSWORD", doc="Password at the mail server."),
    "use_tls": environment.flag("EMAIL_USE_TLS", doc="Use STARTTLS with the mail server."),
    "timeout": 20,
}
MAILERS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if DEMO
    else {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": _MAIL_SERVER}
}
DEFAULT_FROM_EMAIL = environment.text(
    "DEFAULT_FROM_EMAIL", default="ketnghia@localhost", doc="Sender of the mail the application writes."
)
MAIL_FIRST_PAUSE_SECONDS = environment.number(
    "KETNGHIA_MAIL_FIRST_PAUSE_SECONDS",
    default=30,
    doc="Seconds a letter waits when the mail server fails; each further failure doubles them, "
    "up to 15 minutes.",
)
LOGGING = logging_settings(
    environment.text("KETNGHIA_LOG_LEVEL", default="INFO", doc="DEBUG, INFO, WARNING or ERROR.")
)
