"""The settings, each from an environment variable.

TWIN_INSTANCE   the folder that holds this service's own folder (default: ./instance)
TWIN_HOSTS      the host names it answers to, with commas between (default: this machine; * for any)
TWIN_PROFILE    full, or for measuring: startproject (what Django's startproject turns on) or bare
                (the framework and its ORM, nothing else)
TWIN_LIMITS     off to serve without rate limits, for measuring (default: on)
TWIN_TEMPLATES  jinja2 renders the Complete test with Jinja, for measuring (default: django)
TWIN_REMOTE_URL what the remote test asks (default: http://127.0.0.1:8099/)
TWIN_SITE       the site that shows this service, as seen from its first page (default: none)
DATABASE_URL    sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME (default: SQLite, own folder)
REDIS_URL       keeps features and rate limits in Redis (default: lmdb, and memory)
SECRET_KEY      signs cookies and tokens, the same on all hosts: needed beside a PostgreSQL address
                (default: made once, kept in the own folder)
"""

import logging
from os import environ
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django

from . import bodies, instance

PROFILE = environ.get("TWIN_PROFILE", "full")
LIMITS = environ.get("TWIN_LIMITS", "on") != "off"
REMOTE_URL = environ.get("TWIN_REMOTE_URL", "http://127.0.0.1:8099/")
SITE = environ.get("TWIN_SITE", "")
REDIS_URL = environ.get("REDIS_URL", "")
if REDIS_URL and not (REDIS_URL.startswith(("redis://", "rediss://")) and urlsplit(REDIS_URL)[1]):
    raise ValueError("REDIS_URL is of another kind (expected: redis://… or rediss://…)")

SECRET_KEY = instance.secret_key()
_hosts = environ.get("TWIN_HOSTS", "localhost,127.0.0.1,[::1]").replace(" ", "").split(",")
ALLOWED_HOSTS = [name.removesuffix(".") for name in _hosts]
DATA_UPLOAD_MAX_MEMORY_SIZE = bodies.LARGEST

DEBUG = False
ROOT_URLCONF = f"{__package__}.urls"
WSGI_APPLICATION = f"{__package__}.wsgi.application"
INSTALLED_APPS = [
    __package__,  # before the admin, whose template it extends
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = {
    "bare": [],
    "startproject": [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    "full": [
        f"{__package__}.guards.HeadersMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        f"{__package__}.problems.ProblemMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        f"{__package__}.guards.LimitMiddleware",
        f"{__package__}.guards.BoundMiddleware",
        f"{__package__}.seed.SeedMiddleware",
        f"{__package__}.visitors.VisitorMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
}[PROFILE]

AUTH_USER_MODEL = "django_twin.User"
AUTHENTICATION_BACKENDS = [f"{__package__}.auth.VisitorBackend"]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # two visitors may choose the same name
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 60 * 60
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": f"{__package__}.outbox.EmailBackend"}}
else:
    EMAIL_BACKEND = f"{__package__}.outbox.EmailBackend"

SESSION_COOKIE_NAME = "django_session"
SESSION_COOKIE_AGE = CSRF_COOKIE_AGE = 24 * 60 * 60
CSRF_COOKIE_NAME = "django_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = f"{__package__}.guards.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Django leaves static files to a web server; WhiteNoise serves them where there is none.
STATIC_URL = "static/"
STORAGES = {"staticfiles": {"BACKEND": f"{__package__}.static.Files"}}
WHITENOISE_STATIC_PREFIX = "/static/"
WHITENOISE_USE_FINDERS = True

# A database that is slow or gone is given up: seconds to connect, milliseconds for data that nobody
# acknowledges and for a statement, and what tells that the other end is gone while we wait; one
# that is silent, by `silence`. What the database has been set to speak by default is not what a
# driver reads: text and dates are.
POSTGRESQL = {
    "connect_timeout": 3,
    "tcp_user_timeout": 3000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "options": "-c statement_timeout=4000 -c datestyle=ISO",
}
_address = environ.get("DATABASE_URL") or "sqlite://"
if not _address.startswith(("sqlite://", "postgresql://")):
    raise ValueError("DATABASE_URL is of another kind (expected: sqlite:///… or postgresql://…)")
_url = urlsplit(_address)
_database: dict[str, Any]
if _url.scheme == "postgresql":
    _postgresql = f"{__package__}.postgresql"  # Django's own, that gives up a silent one
    _database = {
        "ENGINE": _postgresql if PROFILE == "full" else "django.db.backends.postgresql",
        "NAME": unquote(_url.path[1:]),
        "USER": unquote(_url.username or ""),
        "PASSWORD": unquote(_url.password or ""),
        "HOST": _url.hostname or "",
        "PORT": _url.port or "",
        "OPTIONS": POSTGRESQL | dict(parse_qsl(_url.query)),
    }
else:
    _database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(_url.path[1:]) or instance.folder() / "twin.sqlite3",
        # One that reads before it writes would otherwise fail where another has written meanwhile.
        "OPTIONS": {"timeout": 10, "transaction_mode": "IMMEDIATE"},
    }
# SQLAlchemy keeps its connections by default; Django is asked to, so that both do the same.
_database |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": PROFILE == "full"}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_processors = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [] if PROFILE == "bare" else _processors},
    }
]
if environ.get("TWIN_TEMPLATES") == "jinja2":
    # complete.html is written in what both languages have in common.
    TEMPLATES.insert(
        0,
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": [Path(__file__).parent / "templates"],
        },
    )

# A service may share its process: it leaves the time zone and the logging of its host alone.
TIME_ZONE = "UTC"
LOGGING_CONFIG = None
# What a client got wrong is answered, and not logged with a traceback.
logging.getLogger("django.request").setLevel(logging.ERROR)
logging.getLogger("django.security").setLevel(logging.CRITICAL)
USE_TZ = True
