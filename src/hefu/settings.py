"""Django settings. Nothing else in hefu configures Django.

Environment: HEFU_DATABASE_URL (the ledger), HEFU_ALLOWED_HOSTS (names of the site, parted by commas), HEFU_TODAY
(the day that tasks are judged for, instead of the calendar's), HEFU_PUBLIC (1: anybody may read; 0: only who signs in),
HEFU_TRUSTED_PROXIES, HEFU_HTTPS, HEFU_LOG, HEFU_METRICS_TOKEN, HEFU_KEPT_PAGES: see docs/deploy.md.
"""

from __future__ import annotations

import os
from datetime import date
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hefu.errors import LedgerError, UsageError

PACKAGE = Path(__file__).resolve().parent
DEFAULT_LEDGER = "hefu.sqlite3"
BUSY_SECONDS = 60
"""How long a process waits while another one writes into the same SQLite ledger."""


def database(url: str) -> dict[str, Any]:
    """Django's settings for the ledger at `url`: a path, `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.

    UsageError when the address is of another kind, LedgerError when the driver for it is not installed.
    """
    scheme, mark, _ = url.partition("://")
    if not mark:
        return _sqlite(url)
    if scheme == "sqlite":
        return _sqlite(unquote(urlsplit(url).path.removeprefix("/")))
    if scheme in ("postgresql", "postgres"):
        return _postgresql(url)
    raise UsageError(f"no ledger can be at {scheme}://: give a path, sqlite:///PATH or postgresql://USER@HOST/NAME")


def _sqlite(path: str) -> dict[str, Any]:
    if not path or path.startswith(":memory:"):
        raise UsageError("a ledger needs a file: give a path such as hefu.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(path).absolute()),
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            # A transaction takes its place in the queue of writers when it begins, not at its first write.
            "transaction_mode": "IMMEDIATE",
            # Readers do not wait for the writer; what is told as done outlives a power cut; Django turns keys on.
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    if find_spec("psycopg") is None:
        raise LedgerError("a ledger in PostgreSQL needs one more package: pip install 'hefu[postgres]'")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(
            f"the ledger's address cannot be read ({error}): write postgresql://USER@HOST:PORT/NAME"
        ) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(os.environ.get("HEFU_DATABASE_URL") or DEFAULT_LEDGER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Pictures of pages, of about 0.3 MB each: at most so many are kept in memory.
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100}}
}

DEBUG = False
SECRET_KEY = ""  # made once for each ledger and kept in it, see hefu.ledger.opening
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += [name.strip() for name in os.environ.get("HEFU_ALLOWED_HOSTS", "").split(",") if name.strip()]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "hefu.ledger",
    "hefu.office",
    "hefu.accounts",
    "hefu.web",
]
MIDDLEWARE = [
    "hefu.web.operations.middleware.Operations",
    "django.middleware.security.SecurityMiddleware",
    "hefu.web.middleware.Headers",
    "hefu.web.api.middleware.Api",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hefu.web.kept.Kept",
    "hefu.web.middleware.Preferences",
    "django.middleware.common.CommonMiddleware",
    "hefu.web.middleware.Bodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "hefu.web.middleware.Concepts",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hefu.web.middleware.Access",
    "hefu.web.middleware.Refusals",
]
ROOT_URLCONF = "hefu.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ]
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"HEFU_TODAY is {text!r}: write a day such as 2025-12-18") from None


def _switch(name: str) -> bool | None:
    """A setting that is on (1) or off (0), or not set at all."""
    text = os.environ.get(name, "")
    if text not in ("", "0", "1"):
        raise UsageError(f"{name} is {text!r}: write 1 or 0")
    return text == "1" if text else None


HEFU_TODAY = _day(os.environ.get("HEFU_TODAY", ""))

AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_NAME = "hefu_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "shown")},
    },
]
HEFU_PUBLIC = _switch("HEFU_PUBLIC")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # files are served from the package: nothing has to be collected

DATA_UPLOAD_MAX_NUMBER_FILES = 1000

CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hefu.web.views.errors.forbidden"
CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"


def _networks(text: str) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(one.strip(), strict=False) for one in text.split(",") if one.strip()]
    except ValueError as error:
        raise UsageError(f"HEFU_TRUSTED_PROXIES: {error}; write addresses or networks such as 10.0.0.0/8") from None


def _one_of(name: str, choices: tuple[str, ...]) -> str:
    """A setting that is one of these; the first when it is not set."""
    text = os.environ.get(name) or choices[0]
    if text not in choices:
        raise UsageError(f"{name} is {text!r}: write {' or '.join(choices)}")
    return text


def _number(name: str, default: int, most: int) -> int:
    """A setting that is a whole number from 0 to `most`."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) > most:
        raise UsageError(f"{name} is {text!r}: write a whole number from 0 to {most:,}")
    return int(text)


HEFU_KEPT_PAGES = _number("HEFU_KEPT_PAGES", 64, 100_000)
"""MB of pages for visitors that each process of the site keeps until the ledger changes."""
HEFU_TRUSTED_PROXIES = _networks(os.environ.get("HEFU_TRUSTED_PROXIES", ""))
HEFU_METRICS_TOKEN = os.environ.get("HEFU_METRICS_TOKEN", "")

_HTTPS = _one_of("HEFU_HTTPS", ("0", "1")) == "1"
SECURE_SSL_REDIRECT = CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
if _HTTPS:  # browsers take a cookie of this prefix only from this very host, over https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-hefu_session", "__Host-hefu_csrf"

_LOG = _one_of("HEFU_LOG", ("errors", "text", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": f"hefu.web.operations.logs.{'JsonLines' if _LOG == 'json' else 'TextLines'}"}},
    # A full queue and a ledger that is not ready are told to whoever asks: no fault of the site's.
    "filters": {
        "faults": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 0) != 503,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "hefu.requests": {
            "handlers": ["stderr"],
            "level": "ERROR" if _LOG == "errors" else "INFO",
            "propagate": False,
        },
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.request": {"filters": ["faults"]},
        # Anyone may send any name, and any number of files: it is answered with 400 or 413.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.TooManyFilesSent": {"level": "CRITICAL"},
    },
}
