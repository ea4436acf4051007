"""The settings of the tests: those of production, on a throwaway database and without TLS."""

from ketnghia.config.database import django_database
from ketnghia.config.logs import logging_settings
from ketnghia.config.settings import *  # noqa: F403 - tests run on the real settings
from ketnghia.config.settings import DATA_FOLDER, MIDDLEWARE

LOGGING = logging_settings("WARNING")
SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
DATABASES = {"default": django_database(durable=False, conn_max_age=0)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = DATA_FOLDER / "test-media"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The browser of the journeys speaks plain http to a live server on loopback.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MIDDLEWARE = list(MIDDLEWARE)
# Tests of coordinators sign in with a password alone; those of the second factor switch it on.
SECOND_FACTOR_ROLES = []
