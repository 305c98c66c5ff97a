"""Django's settings. Everything that differs between installations comes from the environment or its folder."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from servanda.config import start
from servanda.config.accounts import *  # noqa: F403
from servanda.config.accounts import APPLICATIONS
from servanda.config.installation import find
from servanda.core.errors import Unacceptable
from servanda.definitions.places import shipped

HERE = Path(__file__).resolve().parent.parent
INSTALLATION = find()

SECRET_KEY = INSTALLATION.key.read_text().strip() if INSTALLATION.exists else os.urandom(32).hex()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, os.environ.get("SERVANDA_HOSTS", "").split(","))]

INSTALLED_APPS = ["servanda.store", *(APPLICATIONS if start.accounts() else ())]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "servanda.web.languages.by_address",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "servanda.urls"
WSGI_APPLICATION = "servanda.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["servanda.web.tags", "servanda.web.sentences", "servanda.web.addresses"],
        },
    }
]

# Below SQLite 3.51.3 the write-ahead log can lose acknowledged writes when the power fails.
SQLITE_SAFE_WAL = sqlite3.sqlite_version_info >= (3, 51, 3)
SQLITE_JOURNAL = "WAL" if SQLITE_SAFE_WAL else "DELETE"
SQLITE_SYNCHRONOUS = "FULL" if SQLITE_SAFE_WAL else "EXTRA"

_database_url = os.environ.get("SERVANDA_DATABASE_URL", "")
if _database_url and urlsplit(_database_url).scheme not in ("postgres", "postgresql"):
    raise Unacceptable("SERVANDA_DATABASE_URL is to be the address of a PostgreSQL database: postgresql://…")
DATABASES = {
    "default": dj_database_url.parse(_database_url, conn_max_age=60)
    if _database_url
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": INSTALLATION.database,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode={SQLITE_JOURNAL};PRAGMA synchronous={SQLITE_SYNCHRONOUS};"
                "PRAGMA recursive_triggers=ON;PRAGMA mmap_size=0"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "español"),
    ("fr", "français"),
    ("ru", "русский"),
    ("zh-hans", "中文"),
]
LOCALE_PATHS = [shipped() / "locale"]

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "web" / "static"]
WHITENOISE_ROOT = None
WHITENOISE_MAX_AGE = 31_536_000  # their addresses change with the program (web/addresses.py, asset)
WHITENOISE_USE_FINDERS = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "servanda.config.logs.WithoutTokens"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
